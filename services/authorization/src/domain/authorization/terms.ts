import { DATA_SETS, ProblemError } from '@greenledger/contracts';
import type { Period, Terms } from '@greenledger/contracts';

export type TermsChange = 'narrowed' | 'widened' | 'replaced';

/** Terms in their one canonical form: ids sorted and unique, data sets in the order of DATA_SETS. */
export function normalizeTerms(terms: Terms): Terms {
  return {
    ...terms,
    usagePointIds: [...new Set(terms.usagePointIds)].sort(),
    dataSets: DATA_SETS.filter((dataSet) => terms.dataSets.includes(dataSet)),
  };
}

/**
 * Refuses terms that could not mean anything.
 * @throws ProblemError `invalid-body` that names the member and the rule.
 */
export function checkTerms(terms: Terms): void {
  const refuse = (detail: string): never => {
    throw new ProblemError('invalid-body', `the terms are refused: ${detail}`);
  };
  if (terms.usagePointIds.length === 0) refuse('at least one usage point must be chosen');
  if (terms.usagePointIds.some((id) => id === '')) refuse('a usage point id is empty');
  if (terms.dataSets.length === 0) refuse('at least one data set must be chosen');
  if (!Number.isSafeInteger(terms.historyLength) || terms.historyLength < 0) {
    refuse('historyLength must be a whole number of seconds, 0 or more');
  }
  checkPeriod('authorizedPeriod', terms.authorizedPeriod, refuse);
  checkPeriod('publishedPeriod', terms.publishedPeriod, refuse);
  if (terms.purpose.trim() === '') refuse('the purpose is empty');
}

function checkPeriod(name: string, period: Period, refuse: (detail: string) => never): void {
  if (!Number.isSafeInteger(period.start) || period.start < 0) refuse(`${name}.start must be whole seconds since 1970`);
  if (period.end === null) return;
  if (!Number.isSafeInteger(period.end)) refuse(`${name}.end must be whole seconds since 1970, or null`);
  if (period.end <= period.start) refuse(`${name} must end after it starts`);
}

/**
 * What a change of terms means for the customer: `narrowed` allows nothing that was not allowed before, `widened` takes
 * nothing away, `replaced` does both; `undefined` when nothing changes. Both sides in canonical form.
 */
export function compareTerms(before: Terms, after: Terms): TermsChange | undefined {
  const narrower = contains(before, after);
  const wider = contains(after, before);
  if (narrower && wider) return undefined;
  if (narrower) return 'narrowed';
  return wider ? 'widened' : 'replaced';
}

/** Whether everything that `inner` allows is allowed by `outer` too. Another purpose is never contained. */
export function contains(outer: Terms, inner: Terms): boolean {
  return (
    inner.purpose === outer.purpose &&
    (inner.oneTime === true || outer.oneTime !== true) &&
    inner.historyLength <= outer.historyLength &&
    isSubset(inner.usagePointIds, outer.usagePointIds) &&
    isSubset(inner.dataSets, outer.dataSets) &&
    periodContains(outer.authorizedPeriod, inner.authorizedPeriod) &&
    periodContains(outer.publishedPeriod, inner.publishedPeriod)
  );
}

export function isSubset<T>(inner: readonly T[], outer: readonly T[]): boolean {
  const all = new Set(outer);
  return inner.every((member) => all.has(member));
}

/** Half-open containment; an end of `null` is later than every moment. */
export function periodContains(outer: Period, inner: Period): boolean {
  if (inner.start < outer.start) return false;
  if (outer.end === null) return true;
  return inner.end !== null && inner.end <= outer.end;
}
