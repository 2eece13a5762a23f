import type { ConsentChoice, Terms } from '@greenledger/contracts';

/** A share for one time that is never fetched ends after this many seconds: seven days. */
const ONE_TIME_WINDOW_SECONDS = 7 * 86_400;

/**
 * The terms that a choice makes. The published period begins `historyLength` before the grant; of a share for one time it
 * ends there. The holder's own periods are no part of the terms: they stand beside them in the stream.
 * @param grantedAt seconds since 1970-01-01 UTC
 */
export function termsOf(choice: ConsentChoice, purpose: string, grantedAt: number): Terms {
  const { usagePointIds, dataSets, historyLength, oneTime } = choice;
  const latest = grantedAt + ONE_TIME_WINDOW_SECONDS;
  const authorizedUntil = oneTime ? Math.min(choice.authorizedUntil ?? latest, latest) : choice.authorizedUntil;
  return {
    usagePointIds,
    dataSets,
    historyLength,
    purpose,
    authorizedPeriod: { start: grantedAt, end: authorizedUntil },
    publishedPeriod: { start: Math.max(0, grantedAt - historyLength), end: oneTime && historyLength > 0 ? grantedAt : authorizedUntil },
    ...(oneTime && { oneTime }),
  };
}
