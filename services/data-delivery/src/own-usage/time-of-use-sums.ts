import type { TimeOfUseSum } from '@greenledger/contracts';
import type { ShownReading } from '../faces/shown-blocks.js';

/**
 * Sums by time of use. A number belongs to its tariff: after a change of tariff the same number may have another name, and is
 * then a sum of its own.
 */
export class TimeOfUseSums {
  readonly #sums = new Map<string, { tou: number; name: string | null; readings: number; sum: number; cost?: number }>();

  add({ tou, touName, value, cost }: ShownReading): void {
    if (tou === undefined) return;
    const key = `${tou} ${touName ?? ''}`;
    let sums = this.#sums.get(key);
    if (!sums) this.#sums.set(key, (sums = { tou, name: touName ?? null, readings: 0, sum: 0 }));
    sums.readings++;
    sums.sum += value;
    if (cost !== undefined) sums.cost = (sums.cost ?? 0) + cost;
  }

  ascending(): TimeOfUseSum[] {
    return [...this.#sums.values()].sort((a, b) => a.tou - b.tou);
  }
}
