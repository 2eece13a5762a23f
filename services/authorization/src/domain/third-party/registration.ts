import { freeText, ProblemError, uri as uriRule } from '@greenledger/contracts';
import type { ThirdPartyRegistered } from '@greenledger/contracts';
import { parseScope, ScopeError } from '@greenledger/espi';

type Facts = ThirdPartyRegistered['data'];

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses facts with which a company could not be trusted or served: every URI is https (http only on loopback, RFC 9700
 * section 2.6), redirect URIs have no fragment (RFC 6749 section 3.1.2), every scope follows the ESPI grammar.
 * @throws ProblemError `invalid-body` that names the member, the rule and its value where that is public
 */
export function checkRegistration(facts: Facts): void {
  for (const member of ['name', 'purpose', 'softwareId', 'softwareVersion'] as const) {
    const value = facts[member];
    if (typeof value !== 'string' || value.trim() === '') refuse(member, 'must be a text that is not empty');
    if (value.length > 256) refuse(member, 'must be at most 256 characters');
  }
  for (const member of ['clientUri', 'policyUri', 'tosUri', 'notifyUri'] as const) checkUri(member, facts[member]);
  if (facts.logoUri !== undefined) checkUri('logoUri', facts.logoUri);
  nonEmptyList('redirectUris', facts.redirectUris).forEach((uri, i) => {
    checkUri(`redirectUris[${i}]`, uri);
    if (uri.includes('#')) refuse(`redirectUris[${i}]`, 'must have no fragment');
  });
  if (facts.profile) checkProfile(facts, facts.profile);
  nonEmptyList('scopes', facts.scopes).forEach((scope, i) => checkScope(`scopes[${i}]`, scope));
}

/** What a company states by itself is held to the rules of the form (M-24), whichever door it came in by. */
function checkProfile(facts: Facts, { dataSets, portalUri, terms }: NonNullable<Facts['profile']>): void {
  for (const member of ['name', 'purpose'] as const) {
    if (freeText(facts[member])) refuse(member, 'must hold neither "=" nor ":" nor a control character');
  }
  if (uriRule(portalUri)) refuse('profile.portalUri', 'must be an https URI without credentials');
  if (dataSets.length === 0) refuse('profile.dataSets', 'must name at least one data set');
  if (!/^[0-9a-f]{64}$/.test(terms.digest)) refuse('profile.terms.digest', 'must be the SHA-256 of the text that was accepted');
}

function nonEmptyList(member: string, value: readonly string[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) refuse(member, 'must be a list with at least one text');
  if (new Set(value).size !== value.length) refuse(member, 'must not name the same entry twice');
  return value;
}

function checkUri(member: string, value: string): void {
  if (typeof value !== 'string' || !URL.canParse(value)) refuse(member, 'must be an absolute URI');
  const uri = new URL(value);
  if (uri.username !== '' || uri.password !== '') refuse(member, 'must hold no user name or password');
  if (uri.protocol === 'https:') return;
  if (uri.protocol === 'http:' && LOOPBACK.has(uri.hostname)) return;
  refuse(member, `must begin with https:// (http:// only for localhost), it reads ${value}`);
}

function checkScope(member: string, scope: string): void {
  if (typeof scope !== 'string') refuse(member, 'must be a text');
  try {
    parseScope(scope);
  } catch (error) {
    if (error instanceof ScopeError) refuse(member, error.reason);
    throw error;
  }
}

function refuse(member: string, rule: string): never {
  throw new ProblemError('invalid-body', `the third party is refused: ${member} ${rule}`, { member });
}
