import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import { extractOf } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

describe('source profiles', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(() => service.stop());

  const post = async (path: string, body?: unknown): Promise<[number, Record<string, unknown>]> => {
    const answer = await service.fetch(`/ingest/v1/${path}`, {
      method: 'POST',
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return [answer.status, (await answer.json()) as Record<string, unknown>];
  };
  const upload = async (body: string, query: string): Promise<[number, Record<string, unknown>]> => {
    const answer = await service.fetch(`/ingest/v1/meter-files?${query}`, { method: 'POST', body });
    return [answer.status, (await answer.json()) as Record<string, unknown>];
  };
  const line = (sender: string, flag: string, unit: string, day: number): string =>
    `MEPMD01,19970819,${sender},2,GREENBTN,SA,202602010000,M-1,OK,E,${unit},,00000100,1,2025010${day}0900,${flag},1.5,\r\n`;
  async function readingsOf(importId: unknown): Promise<object[]> {
    await service.settled(importId as string);
    return (await service.log())
      .filter(({ type, data }) => type === 'ReadingBlocksImported' && (data as { importId: string }).importId === importId)
      .flatMap(({ data }) =>
        (data as ReadingBlocksImported['data']).blocks.flatMap(({ block }) => unpackBlock(Buffer.from(block, 'base64')).readings),
      );
  }

  it('hold the dialects that are known from the start as data', async () => {
    const answer = await service.fetch('/ingest/v1/source-profiles');
    const { profiles } = (await answer.json()) as { profiles: { name: string; version: number; inForce: boolean }[] };
    expect(profiles.map(({ name, version, inForce }) => [name, version, inForce])).toEqual([
      ['power-line', 1, true],
      ['sensus-radio', 1, true],
    ]);
    const [, { importId }] = await upload(line('DCSI', 'A', 'KWH', 1), '');
    expect(await readingsOf(importId)).toMatchObject([{ value: 1_500, quality: 14 }]);
  });

  it('are versioned: a writer who has not seen the newest version is refused, and old versions stay', async () => {
    const first = { sender: 'MDM', units: { 'kWh-Del': 'KWH' }, multiplier: '40', flags: { V: { quality: 19, hasValue: true } } };
    expect(await post('source-profiles/mdm', { expectedVersion: 0, definition: first })).toMatchObject([
      201,
      { version: 1, inForce: true },
    ]);
    expect(await post('source-profiles/mdm', { expectedVersion: 0, definition: {} })).toMatchObject([409, { code: 'conflict' }]);
    const [, { importId }] = await upload(line('MDM', 'V', 'kWh-Del', 2), '');
    expect(await readingsOf(importId)).toMatchObject([{ value: 60_000, quality: 19 }]);
    await post('source-profiles/mdm', { expectedVersion: 1, definition: { ...first, multiplier: '1' } });
    const answer = await service.fetch('/ingest/v1/source-profiles/mdm');
    const { versions } = (await answer.json()) as { versions: object[] };
    expect(versions).toMatchObject([
      { version: 2, inForce: true, definition: { multiplier: '1' } },
      { version: 1, inForce: false, definition: { multiplier: '40' } },
    ]);
  });

  it('as drafts read no file by themselves, can be named, and come into force when activated', async () => {
    const definition = { sender: 'NEWCO', flags: { K: { quality: 14, hasValue: true } } };
    expect(await post('source-profiles/newco', { expectedVersion: 0, definition, draft: true })).toMatchObject([
      201,
      { inForce: false, revision: null },
    ]);
    const [, bySender] = await upload(line('NEWCO', 'K', 'KWH', 3), '');
    expect(await service.settled(bySender['importId'] as string)).toMatchObject({ state: 'refused' });
    expect((await upload(line('NEWCO', 'K', 'KWH', 4), 'profile=newco'))[0]).toBe(404);
    const [, byName] = await upload(line('NEWCO', 'K', 'KWH', 4), 'profile=newco@1');
    expect(await readingsOf(byName['importId'])).toHaveLength(1);
    expect(byName).toMatchObject({ profile: { name: 'newco', version: 1 } });
    expect(await post('source-profiles/newco/versions/1/activate')).toMatchObject([200, { inForce: true }]);
    const [, after] = await upload(line('NEWCO', 'K', 'KWH', 5), '');
    expect(await readingsOf(after['importId'])).toHaveLength(1);
  });

  it('are picked by name for every line, whatever its sender, and a file keeps the profile that it came with', async () => {
    const [status, view] = await upload(line('ANYONE', 'A', 'KWH', 6), 'profile=power-line');
    expect([status, await readingsOf(view['importId'])]).toMatchObject([202, [{ quality: 14 }]]);
    expect(await upload(line('ANYONE', 'A', 'KWH', 6), 'profile=power-line')).toMatchObject([202, { isNew: false }]);
    expect(await upload(line('ANYONE', 'A', 'KWH', 6), 'profile=mdm')).toMatchObject([
      409,
      { code: 'conflict', importId: view['importId'] },
    ]);
  });

  it.each([
    [{ flags: { A: { quality: 'x', hasValue: true } } }, /flags must be/],
    [{ multiplier: '0' }, /multiplier must be/],
    [{ multiplier: 40 }, /multiplier must be/],
    [{ timeZone: 'Mars/Olympus' }, /timeZone must be/],
    [{ colour: 'red', format: 'pdf' }, /colour is no member.*format must be one of cmep/],
    [[], /is a JSON object/],
  ])('with the definition %j are refused, and every fault is named', async (definition, detail) => {
    expect(await post('source-profiles/wrong', { expectedVersion: 0, definition })).toMatchObject([
      400,
      { code: 'invalid-body', detail: expect.stringMatching(detail) },
    ]);
    expect((await service.fetch('/ingest/v1/source-profiles/wrong')).status).toBe(404);
  });

  it('tell when their newest file came, and that a source has fallen silent', async () => {
    const cadence = { overdueAfterHours: 30 };
    await post('source-profiles/nightly', { expectedVersion: 0, definition: { sender: 'NIGHTLY', cadence } });
    const silence = async (): Promise<object | undefined> => {
      const { profiles } = (await (await service.fetch('/ingest/v1/source-profiles')).json()) as { profiles: { name: string }[] };
      return profiles.find(({ name }) => name === 'nightly');
    };
    expect(await silence()).toMatchObject({ newestFileAt: null, overdue: false });
    await readingsOf((await upload(line('NIGHTLY', '', 'KWH', 7), ''))[1]['importId']);
    expect(await silence()).toMatchObject({ newestFileAt: expect.any(String), overdue: false });
    await service.database.dataSource.query(`UPDATE import SET entered_at = entered_at - interval '31 hours' WHERE source = 'nightly'`);
    expect(await silence()).toMatchObject({ overdue: true });
  });

  it('are picked by the sender of the 100 record for a whole NEM12 file', async () => {
    await post('source-profiles/mdp', { expectedVersion: 0, definition: { sender: 'MDPX', nem: { meterNumber: 'nmi-suffix' } } });
    const values = Array.from({ length: 48 }, () => '1').join(',');
    const [, view] = await upload(
      `100,NEM12,202501020000,MDPX,NEMMCO\n200,M-1,E1,E1,E1,N1,1,kWh,30,\n300,20250101,${values},A,,,20250102000000,\n900\n`,
      '',
    );
    expect(view).toMatchObject({ format: 'nem12', profile: { name: 'mdp', version: 1 } });
    expect(await service.settled(view['importId'] as string)).toMatchObject({ state: 'refused' });
  });

  it('never share a sender, and free it when they retire', async () => {
    expect(await post('source-profiles/other', { expectedVersion: 0, definition: { sender: 'DCSI' } })).toMatchObject([
      409,
      { code: 'conflict' },
    ]);
    expect(await post('source-profiles/power-line', { expectedVersion: 1, definition: { sender: 'DCSI', retired: true } })).toMatchObject([
      201,
      { inForce: false },
    ]);
    expect(await post('source-profiles/other', { expectedVersion: 0, definition: { sender: 'DCSI' } })).toMatchObject([
      201,
      { inForce: true },
    ]);
  });
});
