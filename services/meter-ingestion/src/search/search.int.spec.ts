import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundById } from '@greenledger/contracts';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

describe('the search by any id', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1', 'M-2']))).importId);
  });
  afterAll(() => service.stop());

  const find = async (id: string): Promise<FoundById[]> => {
    const answer = await service.fetch(`/ingest/v1/search?id=${encodeURIComponent(id)}`);
    return ((await answer.json()) as { found: FoundById[] }).found;
  };

  it.each([
    ['M-2', 'meter'],
    ['SP1', 'service-point'],
    ['A1', 'account'],
    ['G1', 'agreement'],
    ['C1', 'customer'],
  ])('finds the service of %s as a %s', async (id, matched) => {
    const found = await find(id);
    expect(found).toMatchObject([
      {
        matched,
        servicePointNumber: 'SP1',
        serviceKind: 0,
        meters: [{ meterNumber: 'M-2', to: null }],
        agreements: [{ agreementNumber: 'G1', accountNumber: 'A1', customerNumber: 'C1' }],
      },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Elm|example\.org|Customer 1/);
    expect((await find(found[0]!.usagePointId!)).map((each) => each.matched)).toEqual(['usage-point']);
  });

  it('finds an import by its id and by the digest of its file', async () => {
    const { importId, sha256 } = await service.upload('meter-files', [...hourlyLines(['M-1'], 1)].join(''));
    expect(await find(importId)).toMatchObject([{ matched: 'import', importId }]);
    expect(await find(sha256.toUpperCase())).toMatchObject([{ matched: 'file-digest', importId }]);
  });

  it('matches exactly, and says what is no id', async () => {
    for (const id of ['M-', 'm-2', 'SP', '%', "' OR 1=1 --", '00000000-0000-4000-8000-000000000000']) expect(await find(id)).toEqual([]);
    for (const query of ['', '?id=', `?id=${'x'.repeat(200)}`, '?id=a&id=b', '?id=%00']) {
      expect((await service.fetch(`/ingest/v1/search${query}`)).status).toBe(400);
    }
    expect((await fetch(`${service.url}/ingest/v1/search?id=A1`)).status).toBe(401);
  });
});
