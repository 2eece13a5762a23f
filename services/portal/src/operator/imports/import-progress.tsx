import type { ImportView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

/** The state of an import, and how far it has been read while it is. */
export function ImportProgress({
  view: { state, fileName, progress },
  messages: { operatorImports: words },
}: {
  readonly view: ImportView;
  readonly messages: Messages;
}): VNode {
  const bad = state === 'refused' || state === 'failed';
  const badge = <span class={bad ? 'badge failed' : state === 'stored' ? 'badge active' : 'badge'}>{words.states[state]}</span>;
  if (state !== 'parsing') return badge;
  const percent = progress.contentBytes === 0 ? 0 : Math.floor((progress.readBytes / progress.contentBytes) * 100);
  return (
    <>
      {badge}{' '}
      <span class="progress">
        <progress max={100} value={percent} aria-label={words.progressLabel(fileName)} /> {words.progress(percent)}
      </span>
    </>
  );
}
