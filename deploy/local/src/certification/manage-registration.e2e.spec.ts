import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { companyRegistration, type CompanyCredentials } from '../company/index.js';
import { runsHere } from '../run/runs-here.js';
import { authorizeCompany } from '../story/steps/authorize-company.js';
import { runAuthorizationProgram } from '../town/index.js';
import { CertificationRun, type Kind } from './certification-run.js';

const suite = runsHere('rows MGT001 to MGT003 of the certification') ? describe : describe.skip;

/** Rows MGT001 to MGT003: what a company may do to its ApplicationInformation, and with which token. */
suite('certification: ApplicationInformation is managed (FB_44)', () => {
  let run: CertificationRun;
  let uri: string;
  let read: string;
  beforeAll(async () => {
    run = await CertificationRun.start('mgt');
    await authorizeCompany(run.story);
    run.tokens.A = run.story.need('grant').accessToken;
    uri = `${run.story.espi}/ApplicationInformation/${run.story.need('company').client.credentials.applicationInformationId}`;
    read = await (await run.send('GET', uri, 'R')).text();
  }, 240_000);
  afterAll(() => run?.stop(), 60_000);

  const feed = (): string => run.story.need('grant').resourceUri;
  const refused = async (response: Response): Promise<object> => ({ http: response.status, ...((await response.json()) as object) });

  it.each<[Kind]>([['A'], ['C'], ['none']])('MGT003 PUT with %s: 403', async (kind) => {
    expect(await run.status('PUT', uri, kind, read)).toBe(403);
  });

  it.each<[Kind]>([['A'], ['C'], ['none']])('MGT003 DELETE with %s: 403, and the registration stays in production', async (kind) => {
    expect(await run.status('DELETE', uri, kind)).toBe(403);
    expect(await (await run.send('GET', uri, 'R')).text()).toContain('<espi:dataCustodianApplicationStatus>2<');
  });

  it.each(['PUT', 'DELETE'])(
    '%s of a registration that is not the token’s own: 403, whether it exists or not (SEC-029)',
    async (method) => {
      const file = join(run.folder, 'another.json');
      writeFileSync(file, JSON.stringify(companyRegistration(1)));
      const another = JSON.parse(await runAuthorizationProgram(run.stack, 'register-third-party', ['--file', file])) as CompanyCredentials;
      for (const id of [another.applicationInformationId, randomUUID()]) {
        const response = await run.send(method, uri.replace(/[^/]+$/, id), 'R', method === 'PUT' ? read : undefined);
        expect(await refused(response)).toMatchObject({ http: 403, code: 'not-your-resource' });
      }
    },
  );

  it('MGT001 PUT with R of what was read: 200, and nothing changes', async () => {
    const response = await run.send('PUT', uri, 'R', read);
    expect([response.status, await response.text()]).toEqual([200, read]);
  });

  it('a PUT of what the utility sets is refused by name: the scope, the client, the status', async () => {
    for (const [element, body] of [
      ['scope', read.replace(/HistoryLength=\d+/, 'HistoryLength=999999999')],
      ['client_id', read.replace(/(<espi:client_id>)[^<]+/, '$1another')],
      ['dataCustodianApplicationStatus', read.replace('ApplicationStatus>2<', 'ApplicationStatus>1<')],
    ] as const) {
      expect(body).not.toBe(read);
      expect(await refused(await run.send('PUT', uri, 'R', body))).toMatchObject({ http: 403, code: 'forbidden', element });
    }
    expect(await (await run.send('GET', uri, 'R')).text()).toBe(read);
  });

  it('a PUT that is no ApplicationInformation is refused: an empty entry, broken XML, a document type, JSON', async () => {
    for (const body of [
      '<entry xmlns="http://www.w3.org/2005/Atom"/>',
      '<entry',
      `<!DOCTYPE x [<!ENTITY a "b">]>${read.replace(/^<\?.*?\?>/, '')}`,
    ])
      expect(await refused(await run.send('PUT', uri, 'R', body))).toMatchObject({ http: 400, code: 'invalid-body' });
    const json = await fetch(uri, {
      method: 'PUT',
      headers: { authorization: `Bearer ${run.tokens.R}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await refused(json)).toMatchObject({ http: 415, code: 'unsupported-media-type' });
  });

  it('a company that the utility registered is changed by the utility', async () => {
    const body = read.replace(/(<espi:client_name>)[^<]+/, '$1Another name');
    expect(await refused(await run.send('PUT', uri, 'R', body))).toMatchObject({ http: 409, code: 'conflict' });
  });

  it('MGT002 DELETE with R: 200, on hold, no data any more; again: 200', async () => {
    expect(await run.status('GET', feed(), 'A')).toBe(200);
    const response = await run.send('DELETE', uri, 'R');
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<espi:dataCustodianApplicationStatus>3<')]);
    expect(await run.status('GET', feed(), 'A')).toBe(403);
    expect(await run.status('DELETE', uri, 'R')).toBe(200);
  });

  it('MGT002 PUT with R of what was read before restores it: 200, and what customers granted is as it was', async () => {
    const response = await run.send('PUT', uri, 'R', read);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<espi:dataCustodianApplicationStatus>2<')]);
    expect(await run.status('GET', feed(), 'A')).toBe(200);
  });
});
