import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { runsHere } from '../run/runs-here.js';
import { authorizeCompany } from '../story/steps/authorize-company.js';
import { authorizationPage } from '../story/steps/read-releases.js';
import { CertificationRun } from './certification-run.js';

const suite = runsHere('a revocation in a storm of fetches') ? describe : describe.skip;
const FETCHES = 200;

interface Fetched {
  readonly status: number;
  readonly holdsData: boolean;
}

/** The customer revokes while the company fetches as hard as it can: what counts is the answer to the revocation. */
suite('a revocation in a storm of fetches', () => {
  let run: CertificationRun;
  let database: pg.Client;
  let answered = 0;
  beforeAll(async () => {
    run = await CertificationRun.start('storm');
    await authorizeCompany(run.story);
    run.tokens.A = run.story.need('grant').accessToken;
    database = new pg.Client({ connectionString: run.stack.databaseUrl });
    await database.connect();
  }, 240_000);
  afterAll(async () => {
    await database?.end();
    await run?.stop();
  }, 60_000);

  /** Two days of data each, so that the machine is busy with requests and not with bytes. */
  const storm = (): Promise<Fetched[]> => {
    const since = new Date(Date.now() - 3 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
    const uri = `${run.story.need('grant').resourceUri}?published-min=${since}`;
    const one = async (): Promise<Fetched> => {
      const response = await run.send('GET', uri, 'A');
      const fetched = { status: response.status, holdsData: (await response.text()).includes('<espi:UsagePoint>') };
      answered++;
      return fetched;
    };
    return Promise.all(Array.from({ length: FETCHES }, one));
  };

  const others = (fetched: readonly Fetched[], expected: readonly number[]): number[] =>
    fetched.map(({ status }) => status).filter((status) => !expected.includes(status));

  it('is followed by no release and no byte of data, and every release before it is in the log', async () => {
    const { story } = run;
    const question = await story.visitor.open(`${authorizationPage(story)}/revoke`);
    const before = storm();
    // In the middle of it: some were answered, most wait.
    while (answered < FETCHES / 10) await wait(5);
    const done = await story.visitor.submit(question, /\/revoke$/);
    expect(done.status).toBe(200);
    const after = await storm();
    // 503: too busy to decide, and then nothing is sent (Retry-After).
    expect(others(after, [401, 503])).toEqual([]);
    expect(after.some(({ status }) => status === 401)).toBe(true);
    expect(after.filter(({ holdsData }) => holdsData)).toEqual([]);

    const during = await before;
    expect(others(during, [200, 401, 403, 503])).toEqual([]);
    const delivered = during.filter(({ status }) => status === 200).length;
    expect(delivered).toBeGreaterThan(0);
    expect(during.filter(({ holdsData }) => holdsData)).toHaveLength(delivered);

    const stream = `authorization-${story.need('grant').authorizationUri.split('/').at(-1)}`;
    const { rows } = await database.query<{ type: string; position: string }>(
      'SELECT type, position FROM "authorization".event WHERE stream = $1 ORDER BY version',
      [stream],
    );
    const revoked = rows.findIndex(({ type }) => type === 'AuthorizationRevoked');
    const releases = rows.map(({ type }, index) => (type === 'DataReleased' ? index : -1)).filter((index) => index >= 0);
    expect(revoked).toBeGreaterThan(0);
    expect(releases.filter((index) => index > revoked)).toEqual([]);
    // A release may be recorded and its receipt come too late: then it is in the log, and nothing was sent.
    expect(releases.length).toBeGreaterThanOrEqual(delivered);
  }, 120_000);
});
