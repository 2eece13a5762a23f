import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERROR_CODES, ProblemError, type UsagePointChanged } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { extractOf, extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CisProgress } from './cis-progress.js';
import { CustomerQueries } from './customer-queries.js';

const ADA =
  'C100,Ada Example,ada@example.org,en,A100200,G4821,electric,2025-01-01,,SP100,1 Elm St,95014,America/Los_Angeles,E-1,E-100,2025-01-01,';

describe('a CIS extract', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service.stop());

  const deliver = async (text: string) => service.settled((await service.upload('cis-extracts', text)).importId);
  const changes = async (): Promise<UsagePointChanged['data'][]> =>
    (await service.log()).filter(({ type }) => type === 'UsagePointChanged').map(({ data }) => data as UsagePointChanged['data']);

  it('makes usage points known, without personal data, and only what changed', async () => {
    expect(await deliver(extractOfRows(ADA))).toMatchObject({
      state: 'stored',
      lines: { accepted: 1, rejected: 0 },
      usagePointsChanged: 1,
    });
    const [first] = await changes();
    expect(first).toMatchObject({
      serviceKind: 0,
      timeZone: 'America/Los_Angeles',
      status: 1,
      tariffProfile: 'E-1',
      holders: [{ from: Date.UTC(2025, 0, 1, 8) / 1_000, to: null }],
    });
    expect(JSON.stringify(await service.log())).not.toMatch(/Ada|example\.org|Elm|A100200/);
    // A new mail address is a change for the customer, not for the usage point.
    expect(await deliver(extractOfRows(ADA.replace('ada@', 'ada.e@')))).toMatchObject({ usagePointsChanged: 0 });
    expect(await deliver(extractOfRows(ADA.replace('E-1,', 'E-2,')))).toMatchObject({ usagePointsChanged: 1 });
    const all = await changes();
    expect(all.map(({ tariffProfile }) => tariffProfile)).toEqual(['E-1', 'E-2']);
    expect(new Set(all.map(({ usagePointId }) => usagePointId)).size).toBe(1);
  });

  it('tells how far it has been read while it runs, step by step', async () => {
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `P${i},Pat,,en,PA${i},PG${i},electric,2025-01-01,,PSP${i},${i} Oak St,95014,,E-1,,,`,
    );
    const progress = service.get(CisProgress);
    const commit = progress.commit.bind(progress);
    const seen: number[] = [];
    progress.commit = async (importId, ...step) => {
      const reached = await commit(importId, ...step);
      seen.push((await service.view(importId)).progress.readBytes);
      return reached;
    };
    try {
      const { progress: end } = await deliver(extractOfRows(...rows));
      expect(end.readBytes).toBe(end.contentBytes);
      expect(seen).toHaveLength(3);
      expect(seen[0]).toBeGreaterThan(0);
      expect(seen[1]).toBeGreaterThan(seen[0]!);
      expect(seen[1]).toBeLessThan(end.contentBytes);
    } finally {
      progress.commit = commit;
    }
  });

  it('hands a usage point over to its next holder', async () => {
    const moveOut = ADA.replace('2025-01-01,,SP100', '2025-01-01,2025-06-01,SP100');
    const moveIn = 'C101,Bo Example,,es,A101,G9000,electric,2025-06-01,,SP100,1 Elm St,95014,America/Los_Angeles,E-1,E-100,2025-01-01,';
    await deliver(extractOfRows(moveOut, moveIn));
    const last = (await changes()).at(-1)!;
    const june = Date.UTC(2025, 5, 1, 7) / 1_000;
    expect(last.holders).toMatchObject([{ to: june }, { from: june, to: null }]);
    const { customerId } = await service.get(CustomerQueries).byNumber('C101');
    expect(await service.get(CustomerQueries).services(customerId)).toMatchObject([
      { agreementNumber: '••••00', accountNumber: '••••01', meterNumbers: ['E-100'], from: june, to: null },
    ]);
  });

  it('refuses rows that contradict what is known, each with its reason', async () => {
    const view = await deliver(
      extractOfRows(
        'C102,Cy,,en,A102,G102,electric,2025-07-01,,SP100,1 Elm St,95014,,E-1,,,',
        'C103,Di,,en,A103,G103,electric,2025-01-01,,SP103,3 Elm St,95014,,E-1,E-100,2025-03-01,',
        'C104,Ed,,en,A100200,G104,electric,2025-01-01,,SP104,4 Elm St,95014,,E-1,,,',
        'C105,Fi,,en,A105,G105,gas,2024-01-01,2024-02-01,SP100,1 Elm St,95014,,G-1,,,',
        'C106,Gu,,en,A106,G106,gas,2025-01-01,,SP106,6 Elm St,95014',
        'C107,Hi,,en,A107,G107,gas,2025-01-01,,SP107,7 Elm St,95014,,G-1,,,',
      ),
    );
    expect(view).toMatchObject({ state: 'stored', lines: { accepted: 1, rejected: 5 } });
    expect((await service.rejects(view.importId)).map(({ line, code }) => [line, code])).toEqual([
      [2, 'agreement-overlaps'],
      [3, 'meter-overlaps'],
      [4, 'account-of-another-customer'],
      [5, 'service-point-changed-kind'],
      [6, 'row-not-valid'],
    ]);
    await expect(service.get(CustomerQueries).byNumber('C103')).rejects.toMatchObject({ code: 'unknown-customer' });
  });

  it('names columns that it does not read, and refuses a header that lacks one', async () => {
    const more = extractOf(['X-1'])
      .replaceAll('\r\n', ',note\r\n')
      .replaceAll('C0', 'C200')
      .replace('A0', 'A200')
      .replace('G0', 'G200')
      .replace('SP0', 'SP200');
    expect(await deliver(more)).toMatchObject({
      state: 'stored',
      notes: ['columns that are not read: note'],
    });
    expect(await deliver('customer_number,email\r\nC1,x@y\r\n')).toMatchObject({
      state: 'refused',
      refusal: { code: 'unrecognized-file', detail: expect.stringMatching(/missing: customer_name/) },
    });
    expect(await deliver(extractOfRows())).toMatchObject({ state: 'refused', refusal: { code: 'no-lines' } });
  });

  it('is answered to other services over NATS, and an unknown customer is a problem', async () => {
    const { url, user, password } = service.nats.credentials('portal');
    const requests = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
    try {
      const { customerId, name } = await requests.request('meter-ingestion.find-customer', { customerNumber: 'C100' });
      expect(name).toBe('Ada Example');
      expect(await requests.request('meter-ingestion.get-contact', { customerId })).toEqual({
        name: 'Ada Example',
        email: 'ada@example.org',
        locale: 'en',
      });
      expect((await requests.request('meter-ingestion.list-services', { customerId })).services).toHaveLength(1);
      const refused = await requests.request('meter-ingestion.get-contact', { customerId: 'nobody' }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ProblemError);
      expect((refused as ProblemError).toProblem()).toMatchObject({
        code: 'unknown-customer',
        status: ERROR_CODES['unknown-customer'].status,
      });
    } finally {
      await requests.close();
    }
  });
});
