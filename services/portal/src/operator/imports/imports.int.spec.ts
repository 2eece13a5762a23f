import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { IMPORT_ID, importView, meterDataWorld, refusedLine } from '../../testing/meter-data-answers.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const PATH = `/operator/imports/${IMPORT_ID}`;

describe('imports', () => {
  let stack: PortalStack;
  let otto: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
  });
  afterAll(() => stack?.stop());
  beforeEach(() => void Object.assign(stack.meterData, meterDataWorld()));
  const text = async (path: string): Promise<string> => (await otto.get(path)).text();

  it('are listed with their progress, and the page follows them while they run', async () => {
    const progress = { readBytes: 250, contentBytes: 1000 };
    stack.meterData.imports.unshift(importView({ importId: 'd-2', fileName: 'running.cmep', state: 'parsing', progress }));
    const list = await text('/operator/imports');
    expect(list).toContain('25 % read');
    expect(list).toContain('<noscript><meta http-equiv="refresh" content="5"/></noscript>');
    expect(list).toContain('data-follow-seconds="5"');
    const still = await text('/operator/imports?still=yes');
    expect(still).not.toContain('http-equiv');
    expect(still).not.toContain('data-follow-seconds');
    stack.meterData.imports.shift();
    expect(await text('/operator/imports')).not.toContain('http-equiv');
  });

  it('are listed to the very first, page by page', async () => {
    const many = Array.from({ length: 150 }, (_, i) => importView({ importId: `d-${150 - i}`, fileName: `file-${150 - i}.cmep` }));
    stack.meterData.imports = many;
    const first = await text('/operator/imports');
    expect([first.includes('file-51.cmep'), first.includes('file-50.cmep')]).toEqual([true, false]);
    const older = /href="(\/operator\/imports\?before=[^"]+)" rel="next"/.exec(first)![1]!;
    const second = await text(older);
    expect([second.includes('file-51.cmep'), second.includes('file-50.cmep'), second.includes('file-1.cmep')]).toEqual([false, true, true]);
    expect(second).toContain('50 older imports');
    expect(second).not.toContain('rel="next"');
    expect((await otto.get('/operator/imports?before=nothing')).status).toBe(404);
  });

  it('show the lines that were kept and not published, with the reason', async () => {
    expect(await text(PATH)).toContain('Equipment of E-1: set meter. Kept, not published');
    stack.meterData.notes = [];
    expect(await text(PATH)).not.toContain('Lines that were kept and not published');
  });

  it('tell what became of each file, with reasons and counts', async () => {
    const report = await text(PATH);
    for (const part of [
      '28,000',
      '500',
      '299',
      'unknown-meter',
      'No service had this meter',
      'LATE &quot;7&quot;',
      '3 refused lines wait',
    ]) {
      expect([part, report.includes(part)]).toEqual([part, true]);
    }
    expect((await otto.get('/operator/imports/nothing')).status).toBe(404);
  });

  it('hand out all refused lines as CSV, however many there are', async () => {
    stack.meterData.rejects = Array.from({ length: 450 }, (_, index) => refusedLine(index + 1));
    const answer = await otto.get(`${PATH}/rejects.csv`);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="rejects-${IMPORT_ID}.csv"`);
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(451);
    expect(lines[450]).toBe(
      '460,unknown-meter,meterNumber,"LATE ""7""",No service had this meter at the time of the readings.,,"MEPMD01,…,""LATE"",450"',
    );
    expect((await otto.get('/operator/imports/nothing/rejects.csv')).status).toBe(404);
  });

  it('have their refused lines judged anew, by a profile if wanted', async () => {
    const started = await otto.submit(PATH, `${PATH}/replay`, { profile: 'radio' });
    expect([started.status, started.headers.get('location')]).toEqual([303, `${PATH.slice(0, -1)}2?arrived=replay`]);
    expect(stack.meterIngestion.asked.at(-1)).toEqual({
      operation: 'meter-ingestion.start-replay',
      request: { importId: IMPORT_ID, profile: 'radio' },
    });
    expect(await text(started.headers.get('location')!)).toContain('judged anew here');
  });

  it('say so when there is nothing to replay any more', async () => {
    const page = await text(PATH);
    const token = /action="[^"]*\/replay"[^]*?name="_csrf" value="([^"]+)"/.exec(page)![1]!;
    stack.meterData.rejects = [];
    const refused = await otto.post(`${PATH}/replay`, { _csrf: token, profile: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('There is nothing to replay any more');
  });

  it.each([
    '/operator/imports',
    PATH,
    `${PATH}/rejects.csv`,
    '/operator/imports/new',
    '/operator/expected',
    '/operator/find',
    '/operator/sources',
    '/operator/reports',
  ])('and everything around them are for operators only: %s', async (path) => {
    const ana = new BrowserlessSession(stack.origin);
    await ana.signIn('ana');
    expect((await ana.get(path)).status).toBe(403);
    const stranger = await new BrowserlessSession(stack.origin).get(path);
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, expect.stringContaining('/sign-in')]);
  });
});
