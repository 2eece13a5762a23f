import { createHash } from 'node:crypto';
import type { AuthorizationView, ModificationPreview } from '@greenledger/contracts';
import { canonicalDifference, differenceOf, type Difference, type Sayings } from './difference.js';

/** Everything that the page of a difference says; its digest is kept when the customer agrees to a widening. */
export interface DifferenceText {
  readonly title: string;
  readonly summary: string;
  readonly difference: Difference;
  readonly terms: readonly string[];
  readonly needsConsent: boolean;
}

export function differenceText(
  { thirdPartyName }: AuthorizationView,
  preview: ModificationPreview & { readonly change: 'narrowed' | 'widened' | 'replaced' },
  sayings: Sayings,
  utility: string,
): DifferenceText {
  const words = sayings.messages.edit.difference;
  const needsConsent = preview.change !== 'narrowed';
  return {
    title: words.title(thirdPartyName),
    summary: words[preview.change](thirdPartyName),
    difference: differenceOf(preview, sayings),
    terms: needsConsent ? words.widenedTerms(thirdPartyName, utility) : words.narrowedTerms(thirdPartyName),
    needsConsent,
  };
}

/** SHA-256, lower-case hex, of all that is shown, one text per line (UTF-8), the purpose last. */
export function differenceDigest({ title, summary, difference, terms }: DifferenceText, purpose: string): string {
  const text = canonicalDifference(`${title}\n${summary}`, difference, [...terms, purpose]);
  return createHash('sha256').update(text).digest('hex');
}
