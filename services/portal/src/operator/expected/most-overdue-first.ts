import type { ExpectedService, ExpectedState } from '@greenledger/contracts';

const RANK: Record<ExpectedState, number> = { never: 0, overdue: 1, gaps: 2, complete: 3 };

/** Services of which nothing ever came, then the overdue by the age of their oldest channel, then those with gaps, then the rest. */
export function mostOverdueFirst(services: readonly ExpectedService[]): ExpectedService[] {
  const age = ({ channels }: ExpectedService): number => Math.max(0, ...channels.map((channel) => channel.age ?? Infinity));
  const byAge = (a: ExpectedService, b: ExpectedService): number => (age(a) === age(b) ? 0 : age(b) - age(a));
  return services.toSorted(
    (a, b) => RANK[a.state] - RANK[b.state] || byAge(a, b) || (a.servicePointNumber < b.servicePointNumber ? -1 : 1),
  );
}
