import { TLS_SUBJECT_FIELDS, type CredentialChange } from '@greenledger/contracts';
import { comparable } from '../oauth/client-certificates/certificate-names.js';
import { RegistrationError } from './registration-error.filter.js';

/**
 * The one name that RFC 8705 section 2.1.2 demands of `tls_client_auth`.
 * @param offered whether this deployment trusts authorities of client certificates
 * @throws RegistrationError 400 `invalid_client_metadata` for none, for two, and for one that is no name of its kind
 */
export function tlsSubjectOf(metadata: Readonly<Record<string, unknown>>, offered: boolean): CredentialChange {
  if (!offered)
    throw refused('token_endpoint_auth_method: tls_client_auth is not offered here; take client_secret_basic or private_key_jwt');
  const given = TLS_SUBJECT_FIELDS.filter((field) => metadata[field] !== undefined);
  const [field] = given;
  if (given.length !== 1 || field === undefined)
    throw refused(
      `token_endpoint_auth_method: tls_client_auth takes exactly one of ${TLS_SUBJECT_FIELDS.join(', ')}; ${given.length} came`,
    );
  const value = metadata[field];
  if (typeof value !== 'string' || comparable({ field, value }) === undefined)
    throw refused(`${field}: must be one whole name of its kind, without wildcard, at most 1,000 characters`);
  return { kind: 'useTlsSubject', field, value };
}

const refused = (description: string): RegistrationError => new RegistrationError(400, 'invalid_client_metadata', description);
