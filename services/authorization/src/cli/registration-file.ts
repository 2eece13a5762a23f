import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyRegistered } from '@greenledger/contracts';

type Facts = ThirdPartyRegistered['data'];
/** What a company states in its file; ids are the utility's to give. */
export type StatedFacts = Omit<Facts, 'thirdPartyId' | 'applicationInformationId' | 'clientId'>;

const TEXTS = ['name', 'purpose', 'clientUri', 'policyUri', 'tosUri', 'notifyUri', 'softwareId', 'softwareVersion'] as const;
const LISTS = ['redirectUris', 'scopes'] as const;
const KNOWN: readonly string[] = [...TEXTS, ...LISTS, 'logoUri'];

/** Reads the registration file. @throws ProblemError `invalid-body` that names the member and what is expected */
export function parseRegistration(text: string): StatedFacts {
  const stated = parseObject(text);
  const unknown = Object.keys(stated).filter((member) => !KNOWN.includes(member));
  if (unknown.length > 0) refuse(`${unknown.join(', ')} is not known; known members are ${KNOWN.join(', ')}`);
  for (const member of TEXTS) if (typeof stated[member] !== 'string') refuse(`${member} must be a text`);
  if (stated['logoUri'] !== undefined && typeof stated['logoUri'] !== 'string') refuse('logoUri must be a text');
  for (const member of LISTS) {
    const list = stated[member];
    if (!Array.isArray(list) || list.some((entry) => typeof entry !== 'string')) refuse(`${member} must be a list of texts`);
  }
  return stated as unknown as StatedFacts;
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    refuse(`it is no JSON: ${(error as Error).message}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) refuse('it must hold one JSON object');
  return value as Record<string, unknown>;
}

function refuse(rule: string): never {
  throw new ProblemError('invalid-body', `the registration file is refused: ${rule}`);
}
