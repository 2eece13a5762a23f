import type { ReleaseExtent, ReleaseManifest, ReleaseRefusalCode, Terms, Window } from '@greenledger/contracts';
import { isSubset, periodContains } from './terms.js';

/** Why a release may not leave; `detail` names the rule, never a person or a place. */
export interface ReleaseRefusal {
  readonly code: ReleaseRefusalCode;
  readonly detail: string;
}

/**
 * The coverage rule: every usage point, data set and moment of a release lies within the terms. An empty window
 * (`start = end`) sends no readings and so needs no period. The auditor judges recorded releases by this same rule.
 * @returns the refusal, or `undefined` when the terms cover the manifest
 */
export function judgeCoverage(
  terms: Terms,
  manifest: Pick<ReleaseManifest, 'usagePointIds' | 'dataSets' | 'window'> & { readonly extent?: ReleaseExtent },
): ReleaseRefusal | undefined {
  if (!isSubset(manifest.usagePointIds, terms.usagePointIds)) {
    return {
      code: 'usage-point-not-authorized',
      detail: 'the release names a usage point that the customer did not authorize; ask only for authorized ones',
    };
  }
  if (!isSubset(manifest.dataSets, terms.dataSets)) {
    return {
      code: 'data-set-not-authorized',
      detail: `the customer authorized the data sets ${terms.dataSets.join(', ')}; the release names another one`,
    };
  }
  const windows = [manifest.window, ...(manifest.extent?.usagePoints ?? []).flatMap((usagePoint) => usagePoint.windows)];
  const outside = ({ start, end }: Window): boolean => end < start || !periodContains(terms.publishedPeriod, { start, end });
  if (windows.some((window) => window.start !== window.end && outside(window))) {
    return {
      code: 'outside-published-period',
      detail: 'the release reaches outside the period that the customer authorized; narrow published-min and published-max',
    };
  }
  return undefined;
}

/**
 * Whether the authorized period holds at a moment.
 * @param at seconds since 1970-01-01 UTC
 */
export function judgePeriod(terms: Terms, at: number): ReleaseRefusal | undefined {
  const { start, end } = terms.authorizedPeriod;
  if (at < start) return { code: 'authorization-not-yet-valid', detail: 'the authorized period has not begun' };
  if (end !== null && at >= end) {
    return { code: 'authorization-expired', detail: 'the authorized period has ended; ask the customer for a new authorization' };
  }
  return undefined;
}
