import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TlsSubject, TlsSubjectField } from '@greenledger/contracts';
import { comparableName } from './distinguished-name.js';

/** Kinds of subject alternative names as node:crypto writes them; other kinds are no names of a client. */
const FIELD_OF: Readonly<Record<string, TlsSubjectField>> = {
  DNS: 'tls_client_auth_san_dns',
  URI: 'tls_client_auth_san_uri',
  'IP Address': 'tls_client_auth_san_ip',
  email: 'tls_client_auth_san_email',
};

/** One name of the list. A name with a comma or a quote stands there as a JSON string, so that nobody smuggles a second one in. */
const ALTERNATIVE = /([A-Za-z][A-Za-z ]*):(?:("(?:[^"\\]|\\.)*")|([^",]*))(, |$)/y;

/** The subject of a certificate as RFC 4514 has it: most specific first. */
export const subjectOf = ({ subject }: X509Certificate): string => (subject ?? '').split('\n').reverse().join(',');

/** The names of a certificate by which `tls_client_auth` can know it (RFC 8705 section 2.1.2). */
export function namesOf(certificate: X509Certificate): readonly TlsSubject[] {
  const subject = { field: 'tls_client_auth_subject_dn', value: subjectOf(certificate) } as const;
  return [subject, ...alternativeNames(certificate.subjectAltName ?? '')].filter((name) => comparable(name) !== undefined);
}

/** Whether a certificate carries the registered name: a name of the same kind, whatever other names it has. */
export function carries(certificate: X509Certificate, registered: TlsSubject): boolean {
  const sought = comparable(registered);
  return sought !== undefined && namesOf(certificate).some((name) => name.field === registered.field && comparable(name) === sought);
}

/** Longer than any name of a certificate that is in use. */
const LONGEST_NAME = 1000;

/** A name in a form in which equal names are equal text; undefined when it is no name of its kind. */
export function comparable({ field, value }: TlsSubject): string | undefined {
  if (value === '' || value.length > LONGEST_NAME || /\p{Cc}/u.test(value)) return undefined;
  switch (field) {
    case 'tls_client_auth_subject_dn':
      return comparableName(value);
    case 'tls_client_auth_san_dns':
      // No wildcard: a client is one, and is known by a whole name.
      return /^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(value) ? value.toLowerCase() : undefined;
    case 'tls_client_auth_san_uri':
      return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(value) ? value : undefined;
    case 'tls_client_auth_san_ip':
      return comparableAddress(value);
    case 'tls_client_auth_san_email': {
      const [local, domain, ...rest] = value.split('@');
      return local && domain && rest.length === 0 && !/\s/.test(value) ? `${local}@${domain.toLowerCase()}` : undefined;
    }
  }
}

/** RFC 8705 compares the bytes of addresses; the URL parser writes each IPv6 address in one way. */
function comparableAddress(value: string): string | undefined {
  const kind = isIP(value);
  if (kind === 4) return value;
  return kind === 6 && !value.includes('%') ? new URL(`http://[${value}]`).hostname : undefined;
}

/** None at all when the text is not understood to its end. */
function alternativeNames(text: string): TlsSubject[] {
  const names: TlsSubject[] = [];
  for (let at = 0; at < text.length; at = ALTERNATIVE.lastIndex) {
    ALTERNATIVE.lastIndex = at;
    const found = ALTERNATIVE.exec(text);
    if (!found) return [];
    const [, kind, quoted, bare] = found;
    const field = FIELD_OF[kind!];
    if (field) names.push({ field, value: quoted === undefined ? bare! : (JSON.parse(quoted) as string) });
  }
  return names;
}
