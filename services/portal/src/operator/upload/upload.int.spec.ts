import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, tokenFor } from '../../testing/browserless-session.js';
import { startIngestStandIn } from '../../testing/ingest-stand-in.js';
import { IMPORT_ID, importView } from '../../testing/meter-data-answers.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const PATH = '/operator/imports/new';

describe('an operator’s upload', () => {
  let stack: PortalStack;
  let door: Awaited<ReturnType<typeof startIngestStandIn>>;
  let otto: BrowserlessSession;
  beforeAll(async () => {
    door = await startIngestStandIn();
    stack = await startPortalStack({ INGEST_URL: door.url });
    otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
  });
  afterAll(async () => {
    await stack?.stop();
    await door?.stop();
  });
  beforeEach(() => {
    door.received.length = 0;
    Object.assign(door.state, { answer: [202, { ...importView(), isNew: true }], early: false, onBytes: undefined });
  });
  const token = async (): Promise<string> => tokenFor(await (await otto.get(PATH)).text(), PATH);

  async function send(content: Buffer, changed: Record<string, string> = {}, path = PATH, name = 'night "1".cmep'): Promise<Response> {
    const form = new FormData();
    const fields = { _csrf: await token(), kind: 'meter-file', profile: '', ...changed };
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([new Uint8Array(content)]), name);
    return fetch(stack.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie: otto.cookie }, body: form });
  }

  it('goes on byte by byte, with a ticket and no password', async () => {
    const content = Buffer.concat([Buffer.from('\r\n--\r\n----'), randomBytes(3_000_001), Buffer.from('\r\n--')]);
    const answer = await send(content, { profile: 'radio@2' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/operator/imports/${IMPORT_ID}`]);
    expect(door.received).toEqual([
      {
        url: `/ingest/v1/meter-files?${new URLSearchParams({ fileName: 'night "1".cmep', profile: 'radio@2' }).toString()}`,
        authorization: expect.stringMatching(/^Bearer ticket-of-[0-9a-f]{32}$/),
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        complete: true,
      },
    ]);
  });

  it('leads to the first import of the same file', async () => {
    door.state.answer = [202, { ...importView(), isNew: false }];
    expect((await send(Buffer.from('x'), { kind: 'cis-extract' })).headers.get('location')).toBe(
      `/operator/imports/${IMPORT_ID}?arrived=again`,
    );
    expect(door.received[0]!.url).toMatch(/^\/ingest\/v1\/cis-extracts\?/);
  });

  it('is passed on while it comes in, and never ends early as if it were whole', async () => {
    const boundary = 'own-boundary';
    const first = new Promise<number>((resolve) => (door.state.onBytes = resolve));
    const fields = { _csrf: await token(), kind: 'meter-file' };
    const head = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const upload = httpRequest(stack.origin + PATH, {
      method: 'POST',
      headers: { cookie: otto.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    upload.on('error', () => undefined);
    upload.write(`${head.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`);
    upload.write(randomBytes(200_000));
    // The file has not ended yet, and the door has some of it.
    expect(await first).toBeGreaterThan(0);
    upload.destroy();
    for (let tries = 0; tries < 100 && door.received[0]!.sha256 === ''; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(door.received[0]).toMatchObject({ complete: false });
  });

  it('is refused at the form, in the words of the door, before all of it was sent', async () => {
    door.state.early = true;
    door.state.answer = [413, { code: 'payload-too-large', detail: 'The file is larger than 100 bytes.' }];
    const refused = await send(randomBytes(8_000_000));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('The file is larger than 100 bytes.');
  });

  it('can be a trial: what it would change is shown, and nothing is kept', async () => {
    const { position: _position, ...reject } = {
      position: 1,
      line: 7,
      field: 'unit',
      value: 'KW',
      code: 'unknown-unit',
      text: 'No.',
      raw: '',
    };
    door.state.answer = [
      200,
      {
        format: 'cmep',
        profile: { name: 'radio', version: 3 },
        lines: { accepted: 10, rejected: 1, noted: 0 },
        readings: { added: 240, corrected: 11, duplicate: 3, superseded: 0 },
        reasons: { 'unknown-unit': 1 },
        rejects: [reject],
      },
    ];
    const answer = await send(Buffer.from('x'), { profile: 'radio@3' }, `${PATH}?try=yes`);
    expect(answer.status).toBe(200);
    expect(door.received[0]!.url).toContain('dryRun=true');
    const html = await answer.text();
    for (const part of ['Nothing was kept', '240', 'unknown-unit', 'radio, version 3']) expect(html).toContain(part);
  });

  it.each<[string, Record<string, string>, string, string, string]>([
    ['no kind', { kind: '' }, PATH, 'a', 'Say what kind of file it is'],
    ['no file', {}, PATH, '', 'Choose a file'],
    ['a trial of an extract', { kind: 'cis-extract' }, `${PATH}?try=yes`, 'a', 'Only meter files can be tried'],
  ])('is not sent on with %s', async (_case, changed, path, name, message) => {
    const refused = await send(Buffer.from('content'), changed, path, name);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(message);
    expect(door.received).toEqual([]);
  });

  it('needs the token of the form, and an operator', async () => {
    expect((await send(randomBytes(2_000_000), { _csrf: 'x' })).status).toBe(403);
    const broken = await fetch(stack.origin + PATH, {
      method: 'POST',
      headers: { cookie: otto.cookie, 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no such form',
    });
    expect(broken.status).toBe(400);
    expect(door.received).toEqual([]);
  });

  it('says so when the door is away', async () => {
    const elsewhere = await startPortalStack({ INGEST_URL: 'http://127.0.0.1:9' });
    try {
      const olga = new BrowserlessSession(elsewhere.origin);
      await olga.signIn('olga');
      const form = new FormData();
      form.append('_csrf', tokenFor(await (await olga.get(PATH)).text(), PATH));
      form.append('kind', 'meter-file');
      form.append('file', new Blob(['x']), 'a');
      const answer = await fetch(elsewhere.origin + PATH, { method: 'POST', headers: { cookie: olga.cookie }, body: form });
      expect(answer.status).toBe(503);
    } finally {
      await elsewhere.stop();
    }
  });
});
