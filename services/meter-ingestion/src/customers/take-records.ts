import type { CisRecord } from '@greenledger/meter-formats';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import type { NewId } from './customer-identities.js';
import { publishRates } from './publish-rates.js';
import { takeBills } from './take-bills.js';
import { takePowerQuality } from './take-power-quality.js';
import { takePrograms } from './take-programs.js';
import { takeRates } from './take-rates.js';
import { takeTariffPeriods } from './take-tariff-periods.js';
import { rejectsOf, type Positioned, type PositionedCisReject } from './taken-records.js';

/** Takes the records of a step: what contradicts what is known is refused, and what is new or corrected is told. */
export async function takeRecords(
  manager: EntityManager,
  importId: string,
  step: number,
  entries: readonly ({ readonly kind: string } & Positioned)[],
  newId: NewId,
): Promise<{ readonly rejects: readonly PositionedCisReject[]; readonly events: readonly OutboxEvent[] }> {
  const of = <K extends CisRecord['kind']>(kind: K): (Extract<CisRecord, { kind: K }> & Positioned)[] =>
    entries.filter((entry): entry is Extract<CisRecord, { kind: K }> & Positioned => entry.kind === kind);
  const rates = of('rate');
  const refusedRates = await takeRates(manager, rates);
  const programs = await takePrograms(manager, of('program'));
  const quality = await takePowerQuality(manager, importId, of('power-quality'));
  const bills = await takeBills(manager, importId, of('bill'), newId);
  const events = [
    ...(await publishRates(
      manager,
      importId,
      step,
      rates.map(({ servicePointNumber }) => servicePointNumber),
    )),
    ...(await takeTariffPeriods(manager, importId, step, of('tariff-period'))),
    ...quality.events,
    ...bills.events,
  ];
  return { rejects: [...refusedRates, ...programs, ...quality.conflicts, ...bills.conflicts].flatMap(rejectsOf), events };
}
