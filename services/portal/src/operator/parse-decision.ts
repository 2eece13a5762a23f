import type { ReviewDecision } from '@greenledger/contracts';
import type { FieldError } from '../html/error-summary.js';
import { DEFAULT_TIME_ZONE, addDays, startOfLocalDay } from '../html/local-time.js';
import type { Messages } from '../locales/index.js';

const KINDS = ['approve', 'decline', 'hold', 'reinstate', 'terminate'] as const;

/** What the operator entered, to be shown again when it is refused. */
export interface EnteredDecision {
  readonly kind: (typeof KINDS)[number];
  readonly reason: string;
  /** A day, `YYYY-MM-DD`. */
  readonly cureBy: string;
}

/** @param now seconds since 1970-01-01 UTC */
export function parseDecision(
  body: Record<string, unknown>,
  now: number,
  words: Messages['operator']['errors'],
): { readonly entered: EnteredDecision | undefined; readonly decision?: ReviewDecision; readonly errors: readonly FieldError[] } {
  const kind = KINDS.find((one) => one === body['kind']);
  if (!kind) return { entered: undefined, errors: [{ field: 'main', message: words.changed }] };
  const text = (name: string): string => (typeof body[`${kind}.${name}`] === 'string' ? (body[`${kind}.${name}`] as string).trim() : '');
  const entered = { kind, reason: text('reason').replace(/\s*\r?\n\s*/g, ' '), cureBy: text('cureBy') };
  if (kind === 'approve' || kind === 'reinstate') return { entered, decision: { kind }, errors: [] };
  const { reason } = entered;
  const errors: FieldError[] = [];
  if (reason === '' || reason.length > 500 || reason.includes('@')) errors.push({ field: `${kind}.reason`, message: words.reason });
  // The whole day is theirs: the hold is to be cured before the next one begins.
  const cureBy = kind === 'hold' ? endOfDay(entered.cureBy) : undefined;
  if (kind === 'hold' && !(cureBy !== undefined && cureBy > now)) errors.push({ field: 'hold.cureBy', message: words.cureBy });
  if (kind === 'terminate' && text('sure') !== 'yes') errors.push({ field: 'terminate.sure', message: words.sure });
  if (errors.length > 0) return { entered, errors };
  return { entered, decision: kind === 'hold' ? { kind, reason, cureBy: cureBy! } : { kind, reason }, errors: [] };
}

function endOfDay(day: string): number | undefined {
  const start = startOfLocalDay(day, DEFAULT_TIME_ZONE);
  const next = start === undefined ? undefined : startOfLocalDay(addDays(day, 1), DEFAULT_TIME_ZONE);
  return next === undefined ? undefined : next - 1;
}
