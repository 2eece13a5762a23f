import type { ThirdPartyProgress } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { dayText } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly progress: ThirdPartyProgress;
  readonly messages: Messages;
  readonly locale: string;
}

/** A decision against the company, with its reason; nothing when there is none. */
export function DecisionNotice({ progress: { decision }, messages: { company }, locale }: Props): VNode | null {
  if (!decision) return null;
  const { kind, reason, cureBy } = decision;
  const day = cureBy === undefined ? '' : dayText(cureBy, DEFAULT_TIME_ZONE, locale);
  return <p class="notice warning">{company.decisions[kind](reason, day)}</p>;
}

/** The stage in a few words. */
export function StageBadge({ stage, messages }: { stage: ThirdPartyProgress['stage']; messages: Messages }): VNode {
  const mood = stage === 'production' ? 'active' : ['declined', 'onHold', 'terminated'].includes(stage) ? 'failed' : '';
  return <span class={`badge ${mood}`.trim()}>{messages.company.stages[stage]}</span>;
}
