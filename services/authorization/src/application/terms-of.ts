import type { ConsentChoice, Terms } from '@greenledger/contracts';

/**
 * The terms that a choice makes. The published period begins `historyLength` before the grant; the holder's own period at a
 * meter is applied at delivery.
 * @param grantedAt seconds since 1970-01-01 UTC
 */
export function termsOf(choice: ConsentChoice, purpose: string, grantedAt: number): Terms {
  const { usagePointIds, dataSets, authorizedUntil, historyLength } = choice;
  return {
    usagePointIds,
    dataSets,
    historyLength,
    purpose,
    authorizedPeriod: { start: grantedAt, end: authorizedUntil },
    publishedPeriod: { start: Math.max(0, grantedAt - historyLength), end: authorizedUntil },
  };
}
