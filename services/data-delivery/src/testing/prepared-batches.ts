import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { JobDocument } from '../prepared/job-document.js';
import { expectDescribed } from './described-answer.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from './running-service.js';
import { loadManyChannels } from './sample-data.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** A service with many channels that prepares batches in a folder of its own, and a client that asks for them. */
export class PreparedBatches {
  readonly batch = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
  readonly bulk = `/Batch/Bulk/${COMPANY.applicationInformationId}`;

  private constructor(
    readonly service: RunningService,
    readonly folder: string,
  ) {}

  static async start(): Promise<PreparedBatches> {
    const folder = await mkdtemp(join(tmpdir(), 'prepared-'));
    const service = new RunningService({ PREPARED_DIR: folder });
    await service.start();
    await loadManyChannels(service);
    service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
    service.authorization.token('token-access', 'access');
    service.authorization.token('token-other', 'client', '', { ...COMPANY, thirdPartyId: 'tp-2', clientId: 'client-2' });
    return new PreparedBatches(service, folder);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async get(path: string, headers: Record<string, string> = {}, token = 'token-access', method = 'GET'): Promise<Response> {
    const url = this.service.url + (path.startsWith('/DataCustodian') ? path : BASE + path);
    const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}`, ...headers } });
    expectDescribed(method, url, answer.status);
    return answer;
  }

  /** Looks at a job until it has ended. @throws Error when it does not */
  async ended(location: string, token = 'token-access'): Promise<JobDocument> {
    for (const until = Date.now() + 20_000; Date.now() < until; await wait(25)) {
      const answer = await this.get(local(location), {}, token);
      if (answer.status !== 200) throw new Error(`the job at ${location} is answered with ${answer.status}`);
      const job = (await answer.json()) as JobDocument;
      if (job.state !== 'queued' && job.state !== 'running') return job;
    }
    throw new Error('the job did not end');
  }

  async prepare(path: string, headers: Record<string, string> = {}, token = 'token-access'): Promise<JobDocument> {
    const accepted = await this.get(path, { ...ASYNC, ...headers }, token);
    if (accepted.status !== 202) throw new Error(`${path} is answered with ${accepted.status}`);
    return this.ended(accepted.headers.get('location')!, token);
  }

  /** The bytes as they came over the wire, not unpacked. */
  raw(path: string, headers: Record<string, string>): Promise<RawAnswer> {
    const url = this.service.url + BASE + path.replace(BASE, '');
    return new Promise((resolve, reject) => {
      httpRequest(url, { headers: { authorization: 'Bearer token-access', ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        expectDescribed('GET', url, response.statusCode!);
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
        response.on('error', reject);
      })
        .on('error', reject)
        .end();
    });
  }
}

export const ASYNC = { prefer: 'respond-async' };

/** A public URI as a path of the service under test. */
export const local = (uri: string): string => uri.replace('https://utility.example', '');
