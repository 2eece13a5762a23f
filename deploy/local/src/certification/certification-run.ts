import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removePostgres } from '@greenledger/embedded';
import { Progress } from '../run/progress.js';
import type { Stack } from '../run/stack.js';
import { startStack } from '../run/start-stack.js';
import { importMeterData } from '../story/steps/import-meter-data.js';
import { registerCompany } from '../story/steps/register-company.js';
import { StoryContext } from '../story/story-context.js';

/** Token kinds of ESPI: A access, C client, R registration; and none at all. */
export type Kind = 'A' | 'C' | 'R' | 'none';

/** The whole system with meter data and one company in production, for rows of the certification. */
export class CertificationRun {
  tokens: Partial<Record<Kind, string>> = {};

  private constructor(
    /** Gone after `stop`. */
    readonly folder: string,
    readonly stack: Stack,
    readonly story: StoryContext,
  ) {}

  /** @param name lower-case letters; part of the database's name */
  static async start(name: string): Promise<CertificationRun> {
    const folder = mkdtempSync(join(tmpdir(), `greenledger-${name}-`));
    const where = {
      directory: join(folder, 'state'),
      fresh: true,
      port: await freePort(0),
      database: `greenledger_${name}_${process.pid}`,
    };
    const stack = await startStack({ ...where, progress: new Progress(() => undefined) });
    const run = new CertificationRun(folder, stack, new StoryContext(stack, () => undefined));
    await registerCompany(run.story);
    await importMeterData(run.story);
    const { client } = run.story.need('company');
    run.tokens = { C: await client.clientToken(), R: client.credentials.registrationAccessToken };
    return run;
  }

  async stop(): Promise<void> {
    await this.story.company?.stop();
    await this.stack.stop();
    removePostgres(join(this.folder, 'state'));
    rmSync(this.folder, { recursive: true, force: true });
  }

  send(method: string, uri: string, kind: Kind, body?: string): Promise<Response> {
    const token = this.tokens[kind];
    return fetch(uri, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/atom+xml' }),
      },
      ...(body !== undefined && { body }),
    });
  }

  async status(method: string, uri: string, kind: Kind, body?: string): Promise<number> {
    const response = await this.send(method, uri, kind, body);
    await response.text();
    return response.status;
  }
}
