import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomerChange } from '@greenledger/contracts';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CustomerChanges } from './customer-changes.js';
import { CustomerQueries } from './customer-queries.js';

/** One row of an extract: customer, account, agreement, from, to, service point, meter and its dates. */
interface Row {
  customer?: string;
  account?: string;
  agreement?: string;
  from?: string;
  to?: string;
  place?: string;
  meter?: string;
}
const row = ({
  customer = 'C1',
  account = 'A1',
  agreement = 'G1',
  from = '2025-01-01',
  to = '',
  place = 'SP1',
  meter = 'E-1,2025-01-01,',
}: Row) =>
  `${customer},Name ${customer},,en,${account},${agreement},electric,${from},${to},${place},1 Elm St,95014,America/Los_Angeles,E-1,${meter}`;
const june = Date.UTC(2025, 5, 1, 7) / 1_000;

describe('what happens to customers', () => {
  let service: RunningService;
  let seen = -1;
  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service.stop());

  const deliver = async (...rows: string[]) => service.settled((await service.upload('cis-extracts', extractOfRows(...rows))).importId);
  /** The changes since the last look. */
  const changes = async (): Promise<readonly CustomerChange[]> => {
    const { changes: found } = await service.get(CustomerChanges).read({ after: seen, limit: 100 });
    seen = found.at(-1)?.sequence ?? seen;
    return found;
  };
  const services = async (customer: string) => {
    const { customerId } = await service.get(CustomerQueries).byNumber(customer);
    return service.get(CustomerQueries).services(customerId);
  };

  it('tells a first holder, and nothing when the same extract comes with other words', async () => {
    expect(await deliver(row({}))).toMatchObject({ state: 'stored' });
    expect(await changes()).toMatchObject([{ sequence: 0, kind: 'holders', holders: [{ to: null }] }]);
    await deliver(row({}).replace('Name C1', 'Another Name'));
    expect(await changes()).toEqual([]);
  });

  it('keeps the usage point when the meter is changed', async () => {
    const [before] = await services('C1');
    await deliver(row({ meter: 'E-1,2025-01-01,2025-03-01' }), row({ meter: 'E-2,2025-03-01,' }));
    expect(await changes()).toMatchObject([{ kind: 'identifier', identifier: 'meter', usagePointId: before!.usagePointId }]);
    expect(await services('C1')).toMatchObject([{ usagePointId: before!.usagePointId, meterNumbers: ['E-1', 'E-2'] }]);
  });

  it('keeps customer, usage point and period when the account is numbered anew, with all its agreements', async () => {
    await deliver(row({ agreement: 'G2', place: 'SP2', meter: ',,' }));
    await changes();
    const before = await services('C1');
    expect(await deliver(row({ account: 'B-77', meter: 'E-2,2025-03-01,' }))).toMatchObject({ lines: { rejected: 0 } });
    const told = await changes();
    expect(told).toHaveLength(2);
    expect(told).toMatchObject([
      { kind: 'identifier', identifier: 'account' },
      { kind: 'identifier', identifier: 'account' },
    ]);
    const after = await services('C1');
    expect(after.map(({ accountNumber }) => accountNumber)).toEqual(['••••77', '••••77']);
    const held = (list: typeof before) => list.map(({ usagePointId, from, to }) => `${usagePointId} ${from} ${to}`).sort();
    expect(held(after)).toEqual(held(before));
  });

  it('never lets an account or an agreement go to another customer with its past', async () => {
    const refused = await deliver(
      row({ customer: 'C9', account: 'A9', place: 'SP9', meter: ',,' }),
      row({ customer: 'C9', account: 'B-77' }),
    );
    expect((await service.rejects(refused.importId)).map(({ code }) => code)).toEqual([
      'agreement-of-another-account',
      'account-of-another-customer',
    ]);
    expect(await changes()).toEqual([]);
  });

  it('joins an agreement that got a new number to its holder, and hands over at a move-out', async () => {
    await deliver(row({ account: 'B-77', to: '2025-04-01' }), row({ account: 'B-77', agreement: 'G1-new', from: '2025-04-01' }));
    expect((await changes()).map(({ kind }) => kind).sort()).toEqual(['holders', 'identifier']);
    await deliver(
      row({ account: 'B-77', agreement: 'G1-new', from: '2025-04-01', to: '2025-06-01' }),
      row({ customer: 'C2', account: 'A2', agreement: 'G3', from: '2025-06-01' }),
    );
    const [told, ...more] = await changes();
    expect(more).toEqual([]);
    const holders = told?.kind === 'holders' ? told.holders : [];
    expect(holders.map(({ to }) => to)).toEqual([expect.any(Number), june, null]);
    expect(holders[0]!.customerId).toBe(holders[1]!.customerId);
    expect(holders[2]!.customerId).not.toBe(holders[1]!.customerId);
    expect(await services('C2')).toMatchObject([{ from: june, to: null }]);
    expect((await services('C1')).every(({ from }) => from < june)).toBe(true);
    expect(JSON.stringify(told)).not.toMatch(/Name|G1|B-77/);
  });
});
