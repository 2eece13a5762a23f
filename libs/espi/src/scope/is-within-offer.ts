import type { EspiScope } from './espi-scope.js';

/**
 * Whether a third party that may ask for `offer` may ask for `asked`: a subset of the function blocks and interval
 * durations, of the data sets of `AdditionalScope`, the same kind of block and frequency, no longer history, no more accounts, the same bulk id, and no
 * additional term that the offer does not hold word for word. A field the offer leaves out does not narrow.
 * A field that only `asked` leaves out means "as offered".
 */
export function isWithinOffer(asked: EspiScope, offer: EspiScope): boolean {
  return (
    subset(asked.functionBlocks, offer.functionBlocks) &&
    subset(asked.additionalScopes, offer.additionalScopes) &&
    subset(asked.intervalDurations, offer.intervalDurations) &&
    same(asked.blockDuration, offer.blockDuration) &&
    atMost(asked.historyLength, offer.historyLength) &&
    same(asked.subscriptionFrequency, offer.subscriptionFrequency) &&
    atMost(asked.accountCollection, offer.accountCollection) &&
    (asked.bulkId === undefined || asked.bulkId === offer.bulkId) &&
    asked.additional.every((term) => offer.additional.some((held) => held.key === term.key && held.value === term.value))
  );
}

function subset<T>(asked: readonly T[] | undefined, offered: readonly T[] | undefined): boolean {
  if (asked === undefined || offered === undefined) return true;
  return asked.every((item) => offered.includes(item));
}

function same<T>(asked: T | undefined, offered: T | undefined): boolean {
  return asked === undefined || offered === undefined || asked === offered;
}

function atMost(asked: number | undefined, offered: number | undefined): boolean {
  return asked === undefined || offered === undefined || asked <= offered;
}
