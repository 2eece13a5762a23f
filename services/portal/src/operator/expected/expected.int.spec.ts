import type { ExpectedService, ExpectedState } from '@greenledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { IMPORT_ID } from '../../testing/meter-data-answers.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';
import { mostOverdueFirst } from './most-overdue-first.js';

const service = (servicePointNumber: string, state: ExpectedState, age: number | null): ExpectedService => ({
  usagePointId: `up-${servicePointNumber}`,
  servicePointNumber,
  serviceKind: 0,
  timeZone: 'America/Los_Angeles',
  meterNumbers: [`M-${servicePointNumber}`],
  fromDay: '2026-06-01',
  toDay: '2026-06-07',
  state,
  channels: [
    {
      channel: '0.1.12.0.72.3600',
      intervalLength: 3600,
      expected: 168,
      received: 100,
      gaps: [{ day: '2026-06-03', expected: 24, received: 7 }],
      missing: [
        { day: '2026-06-02', reason: 'not-installed', count: 24, from: 1_780_383_600, to: 1_780_470_000, refused: null },
        { day: '2026-06-03', reason: 'no-value', count: 2, from: 1_780_495_200, to: 1_780_502_400, refused: null },
        {
          day: '2026-06-03',
          reason: 'refused',
          count: 15,
          from: 1_780_502_400,
          to: 1_780_556_400,
          refused: { importId: IMPORT_ID, code: 'unknown-meter' },
        },
      ],
      newestEnd: age === null ? null : 1_780_000_000,
      age,
    },
  ],
});

describe('expected readings', () => {
  let stack: PortalStack;
  let otto: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
    stack.meterData.expected = [
      service('SP1', 'complete', 3_600),
      service('SP2', 'gaps', 7_200),
      service('SP3', 'overdue', 3 * 86_400 + 7_200),
      service('SP4', 'overdue', 30 * 86_400),
      service('SP5', 'never', null),
    ];
  });
  afterAll(() => stack?.stop());
  const shown = async (path: string): Promise<string[]> =>
    [...(await (await otto.get(path)).text()).matchAll(/find\?id=(SP\d+)"/g)].map(([, number]) => number!);

  it('show the most overdue service first, and complete ones when asked', async () => {
    expect(await shown('/operator/expected')).toEqual(['SP5', 'SP4', 'SP3', 'SP2']);
    expect(await shown('/operator/expected?all=yes')).toEqual(['SP5', 'SP4', 'SP3', 'SP2', 'SP1']);
    const html = await (await otto.get('/operator/expected')).text();
    for (const part of ['3 d 2 h ago', '100 of 168', '2026-06-03: 7 of 24', 'Nothing has ever come']) expect(html).toContain(part);
  });

  it('say why readings are missing, and lead to the lines that were refused', async () => {
    const html = await (await otto.get('/operator/expected')).text();
    for (const part of [
      '2 days with gaps',
      '2026-06-02: not a whole day of a meter',
      '24 not expected: no meter was installed',
      '2 without value: the source says so',
      '15 in lines that were refused',
      `<a href="/operator/imports/${IMPORT_ID}">Import</a> <code>unknown-meter</code>`,
      'Jun 3, 2026, 9:00',
    ]) {
      expect([part, html.includes(part)]).toEqual([part, true]);
    }
  });

  it('do not depend on the order in which services come', () => {
    const { expected } = stack.meterData;
    expect(mostOverdueFirst(expected.toReversed())).toEqual(mostOverdueFirst(expected));
  });

  it('read on over the pages of meter-ingestion', async () => {
    const before = stack.meterData.expected;
    stack.meterData.expected = Array.from({ length: 450 }, (_, index) =>
      service(`SP${String(index).padStart(5, '0')}`, index === 449 ? 'never' : 'complete', index === 449 ? null : 1),
    );
    expect(await shown('/operator/expected')).toEqual(['SP00449']);
    stack.meterData.expected = before;
  });

  it.each(['0', '32', 'x', ''])('are not listed for %j days', async (days) => {
    const refused = await otto.get(`/operator/expected?days=${days}`);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Enter a whole number of days from 1 to 31');
  });

  it('are found by any id', async () => {
    const nothing = { usagePointId: null, servicePointNumber: null, serviceKind: null, meters: [], agreements: [] };
    stack.meterData.found = [
      { ...nothing, matched: 'import', importId: IMPORT_ID },
      {
        matched: 'service-point',
        importId: null,
        usagePointId: 'up-SP1',
        servicePointNumber: 'SP1',
        serviceKind: 0,
        meters: [{ meterNumber: 'M-SP1', from: 1_600_000_000, to: null }],
        agreements: [{ agreementNumber: 'G1', accountNumber: 'A1', customerNumber: 'C1', from: 1_600_000_000, to: 1_700_000_000 }],
      },
    ];
    const find = async (id: string): Promise<string> => (await otto.get(`/operator/find?id=${id}`)).text();
    expect(await find('SP1')).toContain('G1, account A1, customer C1');
    expect(await find(IMPORT_ID)).toContain(`href="/operator/imports/${IMPORT_ID}"`);
    expect(await find('SP')).toContain('Nothing has the identifier SP');
    expect(await find('')).not.toContain('role="status"');
  });
});
