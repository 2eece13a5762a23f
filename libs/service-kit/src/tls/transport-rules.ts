import { ConfigurationError } from '../configuration/configuration-error.js';
import type { ServiceConfiguration } from '../configuration/service-configuration.js';

type Transport = Pick<
  ServiceConfiguration,
  'HOST' | 'DATABASE_URL' | 'NATS_URL' | 'TLS_CERTIFICATE_FILE' | 'TLS_KEY_FILE' | 'INSECURE_TRANSPORT'
>;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;
const WAIVER = 'or set INSECURE_TRANSPORT=true when something else, such as a service mesh, encrypts this network';

/**
 * Nothing leaves the machine unencrypted: the service listens with TLS (SEC-001) and reaches PostgreSQL and NATS with TLS and a
 * verified server (SEC-009), or listens and connects on loopback only, or says INSECURE_TRANSPORT=true.
 * @throws ConfigurationError that names each setting.
 */
export function requireSecureTransport(configuration: Transport): void {
  const { HOST, TLS_CERTIFICATE_FILE, TLS_KEY_FILE } = configuration;
  const problems: Array<{ variable: string; reasons: string[] }> = [];
  const refuse = (variable: string, reason: string): void => void problems.push({ variable, reasons: [reason] });
  if (TLS_CERTIFICATE_FILE && !TLS_KEY_FILE) refuse('TLS_KEY_FILE', 'name the file of the key that belongs to TLS_CERTIFICATE_FILE');
  if (TLS_KEY_FILE && !TLS_CERTIFICATE_FILE)
    refuse('TLS_CERTIFICATE_FILE', 'name the file of the certificate that TLS_KEY_FILE belongs to');
  if (configuration.INSECURE_TRANSPORT !== 'true') {
    if (!LOOPBACK.test(HOST) && !TLS_CERTIFICATE_FILE)
      refuse('TLS_CERTIFICATE_FILE', `HOST is not loopback: set a certificate and its key, ${WAIVER}`);
    const database = new URL(configuration.DATABASE_URL);
    if (!isLocal(database) && database.searchParams.get('sslmode') !== 'verify-full')
      refuse('DATABASE_URL', `PostgreSQL is on another machine: add ?sslmode=verify-full&sslrootcert=<file of its authority>, ${WAIVER}`);
    const nats = new URL(configuration.NATS_URL);
    if (!isLocal(nats) && nats.protocol !== 'tls:')
      refuse('NATS_URL', `NATS is on another machine: use tls:// and name its authority in NATS_CA_FILE, ${WAIVER}`);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
}

/** An empty host of a PostgreSQL URL is a Unix socket. */
const isLocal = ({ hostname }: URL): boolean => hostname === '' || LOOPBACK.test(hostname);
