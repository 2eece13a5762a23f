import type { EspiScope } from './espi-scope.js';

/** Writes a scope in the order and letter case of the grammar. `parseScope(formatScope(s))` gives `s` again. */
export function formatScope(scope: EspiScope): string {
  const terms = [`FB=${scope.functionBlocks.join('_')}`];
  if (scope.additionalScopes?.length) terms.push(`AdditionalScope=${scope.additionalScopes.join('_')}`);
  if (scope.intervalDurations?.length) terms.push(`IntervalDuration=${scope.intervalDurations.join('_')}`);
  if (scope.blockDuration !== undefined) terms.push(`BlockDuration=${scope.blockDuration}`);
  if (scope.historyLength !== undefined) terms.push(`HistoryLength=${scope.historyLength}`);
  if (scope.subscriptionFrequency !== undefined) terms.push(`SubscriptionFrequency=${scope.subscriptionFrequency}`);
  if (scope.accountCollection !== undefined) terms.push(`AccountCollection=${scope.accountCollection}`);
  if (scope.bulkId !== undefined) terms.push(`BR=${scope.bulkId}`);
  for (const { key, value } of scope.additional) terms.push(`${key}=${value}`);
  return terms.join(';');
}
