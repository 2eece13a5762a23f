import { TypescriptClient } from '@greenledger/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as oauth from 'openid-client';
import pg from 'pg';
import { COMPANY_SCOPE } from '../company/index.js';
import { runsHere } from '../run/runs-here.js';
import type { Stack } from '../run/stack.js';
import { authorizeCompany } from '../story/steps/authorize-company.js';
import type { StoryContext } from '../story/story-context.js';
import { runAuthorizationProgram } from '../town/index.js';
import { CertificationRun, type Kind } from './certification-run.js';
import { documentFaults, linksOf } from './document-faults.js';

/**
 * Rows of the Connect My Data certification that need all services: which token opens which resource, and what a company may
 * do to an authorization. The rows of the authorization server alone are in services/authorization/src/oauth/certification.int.spec.ts.
 */
const suite = runsHere('the certification rows that need all services') ? describe : describe.skip;

suite('certification against the running system', () => {
  let run: CertificationRun;
  let stack: Stack;
  let story: StoryContext;

  beforeAll(async () => {
    run = await CertificationRun.start('certification');
    ({ stack, story } = run);
    await authorizeCompany(story);
    run.tokens.A = story.need('grant').accessToken;
  }, 240_000);
  afterAll(() => run?.stop(), 60_000);

  const send: CertificationRun['send'] = (...request) => run.send(...request);
  const status: CertificationRun['status'] = (...request) => run.status(...request);
  const information = (): string =>
    `${story.espi}/ApplicationInformation/${story.need('company').client.credentials.applicationInformationId}`;
  const entry = (): string => story.need('grant').authorizationUri;

  it('FND002 ApplicationInformation opens with R', async () => {
    const response = await send('GET', information(), 'R');
    const xml = await response.text();
    expect(response.status).toBe(200);
    expect(xml).toContain('<espi:token_endpoint_auth_method>client_secret_basic</espi:token_endpoint_auth_method>');
  });

  it.each<[Kind]>([['A'], ['C'], ['none']])('OAD006 ApplicationInformation with %s: 401 or 403', async (kind) => {
    expect([401, 403]).toContain(await status('GET', information(), kind));
  });

  it('FND003, FND004 the Authorization feed and entry open with C', async () => {
    for (const uri of [`${story.espi}/Authorization`, entry()]) {
      const response = await send('GET', uri, 'C');
      const xml = await response.text();
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('application/atom+xml');
      for (const name of ['status', 'expires_at', 'scope', 'token_type', 'resourceURI', 'authorizationURI'])
        expect(xml).toContain(`<espi:${name}>`);
    }
  });

  it.each<[Kind]>([['A'], ['R'], ['none']])('OAD007 the Authorization entry with %s: 401 or 403', async (kind) => {
    expect([401, 403]).toContain(await status('GET', entry(), kind));
  });

  it.each<[Kind]>([['A'], ['R'], ['none']])('OAD008 the Authorization feed with %s: 401 or 403', async (kind) => {
    expect([401, 403]).toContain(await status('GET', `${story.espi}/Authorization`, kind));
  });

  it('FND005 Batch/Subscription opens with A', async () => {
    const response = await send('GET', story.need('grant').resourceUri, 'A');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<espi:IntervalBlock>');
  });

  it('FND005 every resource that a link of the feed leads to opens, is valid by 4.0 and 3.3, and keeps the data tests', async () => {
    const since = new Date(Date.now() - 5 * 86_400_000).toISOString().replace(/\.\d+/, '');
    const queue = [`${story.need('grant').resourceUri}?published-min=${since}`];
    const seen = new Set(queue);
    const faults: string[] = [];
    for (let uri = queue.shift(); uri !== undefined; uri = queue.shift()) {
      const response = await send('GET', uri, 'A');
      const text = await response.text();
      if (response.status !== 200) faults.push(`${uri}: ${response.status}`);
      const blocks = uri.includes('/Batch/') ? [1, 4, 5, 8, 10] : undefined;
      faults.push(...documentFaults(uri, text, { editions: ['4.0', '3.3'], blocks }));
      // A list holds the blocks of thirteen months: each by itself is asked for only where the batch of these days has it.
      const listed = /\/IntervalBlock$/.test(uri);
      for (const link of linksOf(text).filter((each) => !seen.has(each) && !(listed && each.includes('/IntervalBlock/')))) {
        seen.add(link);
        queue.push(link);
      }
    }
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
    for (const [uri, kind] of [
      [`${story.espi}/Authorization`, 'C'],
      [entry(), 'C'],
      [`${story.espi}/ReadServiceStatus`, 'C'],
      [`${story.espi}/DownloadSampleData`, 'C'],
      [information(), 'R'],
    ] as const) {
      const text = await (await send('GET', uri, kind)).text();
      expect(documentFaults(uri, text, { editions: ['4.0', '3.3'], blocks: uri.endsWith('SampleData') ? [5, 10] : undefined })).toEqual([]);
    }
  }, 60_000);

  it('the TypeScript example gets its token by client credentials and reads the bulk through the client made from our OpenAPI', async () => {
    const { clientId, clientSecret } = story.need('company').client.credentials;
    const example = await TypescriptClient.build(`${stack.origin}/DataCustodian/openapi.json`);
    try {
      const settings = { UTILITY_ORIGIN: stack.origin, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, SCOPE: COMPANY_SCOPE };
      const authorizationId = entry().split('/').at(-1)!;
      expect(await example.run('read-bulk', settings)).toMatch(
        new RegExp(`^${authorizationId} [0-9a-f-]{36} electricity delivered [1-9]\\d* readings`, 'm'),
      );
    } finally {
      await example.remove();
    }
  }, 60_000);

  it.each<[Kind]>([['R'], ['C'], ['none']])('OAD009 Batch/Subscription with %s: 403', async (kind) => {
    expect(await status('GET', story.need('grant').resourceUri, kind)).toBe(403);
  });

  it('FND006 ReadServiceStatus opens with C and says 1', async () => {
    expect(await (await send('GET', `${story.espi}/ReadServiceStatus`, 'C')).text()).toContain('currentStatus>1<');
  });

  it.each<[Kind]>([['A'], ['R'], ['none']])('OAD010 ReadServiceStatus with %s: 401 or 403', async (kind) => {
    expect([401, 403]).toContain(await status('GET', `${story.espi}/ReadServiceStatus`, kind));
  });

  it('OAD016 an expired token: 401', async () => {
    const { client } = story.need('company');
    const token = await client.clientToken();
    const uri = `${story.espi}/Authorization`;
    expect((await client.get(uri, token)).status).toBe(200);
    // An hour is not waited for: the end of the token is put into the past.
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
    const { rowCount } = await database.query(
      `UPDATE "authorization".oauth_artifact SET payload = jsonb_set(payload, '{exp}', to_jsonb(extract(epoch FROM now())::int - 1)) WHERE id_sha256 = $1`,
      [createHash('sha256').update(token).digest('hex')],
    );
    await database.end();
    expect(rowCount).toBe(1);
    const response = await client.get(uri, token);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('invalid_token')]);
  });

  it('a token bound to a DPoP key opens its resource with a proof, and not as Bearer', async () => {
    const { clientId, clientSecret } = story.need('company').client.credentials;
    const config = await oauth.discovery(new URL(`${stack.origin}/oauth`), clientId, undefined, oauth.ClientSecretBasic(clientSecret), {
      algorithm: 'oauth2',
      execute: [oauth.allowInsecureRequests],
    });
    const DPoP = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'));
    const { access_token } = await oauth.clientCredentialsGrant(config, { scope: COMPANY_SCOPE }, { DPoP });
    const uri = new URL(`${story.espi}/Authorization?max-results=1`);
    const response = await oauth.fetchProtectedResource(config, access_token, uri, 'GET', null, undefined, { DPoP });
    expect(response.status).toBe(200);
    expect((await fetch(uri, { headers: { authorization: `Bearer ${access_token}` } })).status).toBe(401);
  });

  it('the utility sets the options of a client by a program, and they hold at once', async () => {
    const { client } = story.need('company');
    const set = async (options: object): Promise<string> => {
      const file = join(run.folder, 'options.json');
      writeFileSync(file, JSON.stringify(options));
      return runAuthorizationProgram(stack, 'set-client-options', ['--client', client.credentials.clientId, '--file', file]);
    };
    expect(JSON.parse(await set({ tokens: 'dpop' }))).toEqual({ clientId: client.credentials.clientId, options: { tokens: 'dpop' } });
    await expect(client.clientToken()).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(set({ tokens: 'none' })).rejects.toThrow('tokens takes bearer, dpop, mtls');
    await set({});
    expect(await client.clientToken()).toBeTruthy();
  });

  describe('what a company may do to an authorization (FB_41)', () => {
    let read: string;
    const authorizationId = (): string => entry().split('/').at(-1)!;
    const bulk = async (): Promise<string> => {
      const { applicationInformationId } = story.need('company').client.credentials;
      return (await send('GET', `${story.espi}/Batch/Bulk/${applicationInformationId}`, 'C')).text();
    };
    const reinstate = (): Promise<string> =>
      runAuthorizationProgram(stack, 'reinstate-authorization', [
        ...['--authorization', authorizationId(), '--by', 'operator-7'],
        ...['--reason', 'The company deleted it by mistake'],
      ]);
    beforeAll(async () => {
      read = await (await send('GET', entry(), 'C')).text();
    });

    it.each<[Kind]>([['R'], ['A'], ['none']])('MGA002 PUT with %s: 403', async (kind) => {
      expect(await status('PUT', entry(), kind, read)).toBe(403);
    });

    it.each<[Kind]>([['R'], ['A'], ['none']])('MGA003 DELETE with %s: 403, and the authorization stays', async (kind) => {
      expect(await status('DELETE', entry(), kind)).toBe(403);
      expect(await (await send('GET', entry(), 'C')).text()).toContain('<espi:status>1</espi:status>');
    });

    it('MGA001 PUT with C of what was read: 200, and nothing changes', async () => {
      const response = await send('PUT', entry(), 'C', read);
      expect([response.status, await response.text()]).toEqual([200, read]);
    });

    it('a PUT of wider terms is refused: they are the customer’s', async () => {
      const wider = read.replace(/HistoryLength=\d+/, 'HistoryLength=999999999');
      expect(wider).not.toBe(read);
      const response = await send('PUT', entry(), 'C', wider);
      expect([response.status, await response.json()]).toMatchObject([
        403,
        { code: 'forbidden', detail: expect.stringContaining('scope') },
      ]);
    });

    it('MGA001 DELETE with C: 200, status 0, tokens dead at once; again: 200', async () => {
      const response = await send('DELETE', entry(), 'C');
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<espi:status>0</espi:status>');
      expect(await status('GET', story.need('grant').resourceUri, 'A')).toBe(401);
      await expect(story.need('company').client.refresh(story.need('grant'))).rejects.toMatchObject({ error: 'invalid_grant' });
      expect(await status('DELETE', entry(), 'C')).toBe(200);
    });

    it('MGA001 PUT with C of what was deleted: 409, with the reason and the way back', async () => {
      const response = await send('PUT', entry(), 'C', read);
      expect([response.status, await response.json()]).toMatchObject([
        409,
        { code: 'conflict', detail: expect.stringMatching(/consent.*ask the utility to reinstate it within 30 days/) },
      ]);
      expect(await status('PUT', entry(), 'C', read.replace('<espi:status>1<', '<espi:status>0<'))).toBe(200);
      expect(await bulk()).not.toContain(authorizationId());
    });

    it('MGA001 reinstated by the data custodian: status 1 again, also in the bulk feed, and earlier tokens stay dead', async () => {
      expect(JSON.parse(await reinstate())).toEqual({ authorizationId: authorizationId(), status: 'active' });
      const response = await send('GET', entry(), 'C');
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<espi:status>1</espi:status>')]);
      expect(await status('PUT', entry(), 'C', read)).toBe(200);
      const feed = await bulk();
      expect(feed).toContain(`/Subscription/${authorizationId()}/UsagePoint/`);
      expect(feed).toContain('<espi:IntervalBlock>');
      expect(await status('GET', story.need('grant').resourceUri, 'A')).toBe(401);
      await expect(story.need('company').client.refresh(story.need('grant'))).rejects.toMatchObject({ error: 'invalid_grant' });
      await expect(reinstate()).rejects.toThrow('the authorization is active');
      // It can be given up once more: the first end does not stand for the second.
      expect(await (await send('DELETE', entry(), 'C')).text()).toContain('<espi:status>0</espi:status>');
    });
  });
});
