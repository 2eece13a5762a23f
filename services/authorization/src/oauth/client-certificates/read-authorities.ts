import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '@greenledger/service-kit';
import type { AuthorizationConfiguration } from '../../configuration.js';
import { TrustedAuthorities } from './trusted-authorities.js';

const VARIABLE = 'CLIENT_CERTIFICATE_AUTHORITIES_FILE';

/** The authorities of client certificates that the configuration names; undefined when it names none. @throws ConfigurationError */
export async function readAuthorities(configuration: AuthorizationConfiguration): Promise<TrustedAuthorities | undefined> {
  const file = configuration.CLIENT_CERTIFICATE_AUTHORITIES_FILE;
  if (file === undefined || file === '') return undefined;
  if (configuration.CLIENT_CERTIFICATE_HEADER === undefined)
    throw refused('needs CLIENT_CERTIFICATE_HEADER too, the header in which the TLS terminator hands over the certificate');
  try {
    return TrustedAuthorities.read(await readFile(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw refused(code ? `cannot be read (${code}): name a PEM file that this process may read` : `cannot be used: ${message}`);
  }
}

const refused = (reason: string): ConfigurationError => new ConfigurationError([{ variable: VARIABLE, reasons: [reason] }]);
