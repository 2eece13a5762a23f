import type { ServiceConfiguration } from '../configuration/service-configuration.js';
import { TlsServerCertificate } from './tls-server-certificate.js';

/** The certificate that the configuration names, or none when the service speaks plain HTTP. @throws ConfigurationError */
export async function tlsCertificateOf(configuration: ServiceConfiguration): Promise<TlsServerCertificate | undefined> {
  const { TLS_CERTIFICATE_FILE: certificateFile, TLS_KEY_FILE: keyFile, TLS_PROFILE: profile } = configuration;
  return certificateFile && keyFile ? TlsServerCertificate.read({ certificateFile, keyFile, profile }) : undefined;
}
