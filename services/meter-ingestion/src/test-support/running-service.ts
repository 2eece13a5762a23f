import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEntry } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { JsonLogger } from '@greenledger/service-kit';
import { startTestNats, testDatabase, type TestDatabase, type TestNats } from '@greenledger/testing';
import { hashPassword } from '../operators/scrypt-password.js';
import type { ImportView } from '@greenledger/contracts';
import { MeterIngestionConfiguration } from '../meter-ingestion-configuration.js';
import { migrations } from '../persistence/migrations/index.js';
import { startMeterIngestion } from '../start-meter-ingestion.js';
import { unpackedEntry } from './unpacked-entry.js';

const AUTHORIZATION = `Basic ${Buffer.from('operator:right').toString('base64')}`;

/** The whole service on a real PostgreSQL and NATS, spoken to over HTTP. */
export class RunningService {
  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    readonly directory: string,
    private readonly configuration: MeterIngestionConfiguration,
    private app: Awaited<ReturnType<typeof startMeterIngestion>>,
  ) {}

  static async start(changes: Partial<MeterIngestionConfiguration> = {}): Promise<RunningService> {
    const [database, nats, directory] = await Promise.all([
      testDatabase('meter-ingestion', migrations),
      startTestNats(),
      mkdtemp(join(tmpdir(), 'greenledger-ingestion-')),
    ]);
    const credentials = join(directory, 'operators.json');
    await writeFile(credentials, JSON.stringify({ operator: await hashPassword('right') }));
    const { url, user, password } = nats.credentials('meter-ingestion');
    const configuration = Object.assign(new MeterIngestionConfiguration(), {
      PORT: 0,
      PUBLIC_ORIGIN: 'http://localhost:8080',
      DATABASE_URL: database.url,
      NATS_URL: url,
      // The database of the tests may be on another machine of the network they run in (DATABASE_URL).
      INSECURE_TRANSPORT: 'true',
      NATS_USER: user,
      NATS_PASSWORD: password,
      LOG_LEVEL: 'error',
      RAW_FILE_DIR: join(directory, 'raw'),
      OPERATOR_CREDENTIALS_FILE: credentials,
      ...changes,
    });
    return new RunningService(database, nats, directory, configuration, await launch(configuration));
  }

  get url(): string {
    const { port } = this.app.getHttpServer().address() as { port: number };
    return `http://127.0.0.1:${port}`;
  }

  get<T>(token: new (...rest: never[]) => T): T {
    return this.app.get(token, { strict: false });
  }

  async restart(): Promise<void> {
    await this.app.close();
    this.app = await launch(this.configuration);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await Promise.all([this.database.drop(), this.nats.stop(), rm(this.directory, { recursive: true, force: true })]);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { ...init, headers: { authorization: AUTHORIZATION, ...init.headers } });
  }

  /** Uploads, and expects 202. */
  async upload(kind: 'meter-files' | 'cis-extracts', body: string | Buffer): Promise<ImportView> {
    const answer = await this.fetch(`/ingest/v1/${kind}?fileName=test.txt`, { method: 'POST', body: body as BodyInit });
    const view = (await answer.json()) as ImportView;
    if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(view)}`);
    return view;
  }

  async view(importId: string): Promise<ImportView> {
    return (await (await this.fetch(`/ingest/v1/imports/${importId}`)).json()) as ImportView;
  }

  /** The import once it is out of `received` and `parsing`. */
  async settled(
    importId: string,
    until = (view: ImportView): boolean => !['received', 'parsing'].includes(view.state),
  ): Promise<ImportView> {
    const end = Date.now() + 20_000;
    for (;;) {
      const view = await this.view(importId);
      if (until(view)) return view;
      if (Date.now() > end) throw new Error(`the import did not settle: ${JSON.stringify(view)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async rejects(importId: string): Promise<{ line: number; code: string; raw: string }[]> {
    const answer = await this.fetch(`/ingest/v1/imports/${importId}/rejects`);
    return ((await answer.json()) as { rejects: { line: number; code: string; raw: string }[] }).rejects;
  }

  /** The log as consumers would read it, its batches unpacked. */
  async log(): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for (;;) {
      const page = await this.get(Outbox).readPage({ after: entries.length - 1, limit: 1_000 });
      if (page.entries.length === 0) return entries;
      entries.push(...page.entries.map(unpackedEntry));
    }
  }
}

function launch(configuration: MeterIngestionConfiguration): ReturnType<typeof startMeterIngestion> {
  return startMeterIngestion(configuration, { drainOnSignals: false, logger: new JsonLogger('meter-ingestion', configuration.LOG_LEVEL) });
}
