import { ProblemError } from '@greenledger/contracts';
import { SaxesParser } from 'saxes';
import { notWellFormed } from './not-well-formed.js';

/** What a PUT of an Authorization says; a member that it leaves out is undefined. */
export interface AuthorizationBody {
  readonly status?: number;
  readonly scope?: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly expiresAt?: number;
  /** Seconds since 1970-01-01 UTC, and length in seconds; 0 is without end. */
  readonly authorizedPeriod?: { readonly start?: number; readonly duration?: number };
  readonly publishedPeriod?: { readonly start?: number; readonly duration?: number };
}

/**
 * Reads the Authorization of an Atom entry, or alone, whatever its prefixes.
 * @throws ProblemError `invalid-body`
 */
export function parseAuthorizationBody(xml: string): AuthorizationBody {
  const values = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw notWellFormed(error);
  });
  // A document type could define entities without end; no ESPI document has one.
  parser.on('doctype', () => {
    throw new ProblemError('invalid-body', 'The body holds a document type declaration; leave it out.');
  });
  parser.on('opentag', ({ local }) => path.push(local));
  parser.on('text', (text) => {
    const at = path.indexOf('Authorization');
    if (at >= 0) values.set(path.slice(at + 1).join('/'), (values.get(path.slice(at + 1).join('/')) ?? '') + text);
  });
  parser.on('closetag', ({ local }) => {
    if (local === 'Authorization') values.set('', 'present');
    path.pop();
  });
  parser.write(xml).close();
  if (!values.has('')) throw new ProblemError('invalid-body', 'The body holds no Authorization; send the entry as you read it.');
  const text = (name: string): string | undefined => values.get(name)?.trim() || undefined;
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) throw new ProblemError('invalid-body', `${name} takes a whole number, not "${value.slice(0, 40)}".`);
    return Number(value);
  };
  const period = (name: string) => ({ start: number(`${name}/start`), duration: number(`${name}/duration`) });
  return {
    status: number('status'),
    scope: text('scope'),
    expiresAt: number('expires_at'),
    authorizedPeriod: period('authorizedPeriod'),
    publishedPeriod: period('publishedPeriod'),
  };
}
