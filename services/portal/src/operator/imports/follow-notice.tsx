import type { ImportState } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

/** Seconds between two looks at what is under way. */
const SECONDS = 5;

const UNDER_WAY: readonly ImportState[] = ['received', 'parsing', 'published'];

export const isUnderWay = ({ state }: { readonly state: ImportState }): boolean => UNDER_WAY.includes(state);

/** @returns seconds after which the page loads itself anew; undefined when nothing is under way or the reader wants it still */
export const followSeconds = (underWay: boolean, still: unknown): number | undefined => (underWay && still !== 'yes' ? SECONDS : undefined);

/** Says that the page reloads by itself, with the way to stop that (WCAG 2.2.2). Nothing when nothing is under way. */
export function FollowNotice({
  underWay,
  still,
  path,
  messages: { operatorImports: words },
}: {
  readonly underWay: boolean;
  readonly still: unknown;
  readonly path: string;
  readonly messages: Messages;
}): VNode | null {
  if (!underWay) return null;
  return (
    <p class="notice">
      {still === 'yes' ? words.still : words.following(SECONDS)}{' '}
      <a href={still === 'yes' ? path : `${path}?still=yes`}>{still === 'yes' ? words.follow : words.stopFollowing}</a>
    </p>
  );
}
