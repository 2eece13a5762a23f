import type { ReleaseRefusalCode } from '@greenledger/contracts';

const NOT_COVERED: ReadonlySet<unknown> = new Set<ReleaseRefusalCode>([
  'usage-point-not-authorized',
  'data-set-not-authorized',
  'outside-published-period',
]);

/**
 * Whether a refusal is of what the terms do not cover. The part of a bulk feed was planned by those terms: so they have changed since, and
 * something may be left that can be shown. @param reason of the refusal
 */
export const isByFormerTerms = (reason: unknown): boolean => NOT_COVERED.has(reason);
