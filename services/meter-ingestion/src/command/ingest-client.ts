import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { Acknowledgement } from '@greenledger/contracts';
import type { DryRunReport } from '../dry-run/dry-run.js';
import type { UploadView } from '../import/import.controller.js';
import type { ImportTarget } from './import-target.js';

/** A refusal of the service, in its words. */
export class RefusedUpload extends Error {
  override readonly name = 'RefusedUpload';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export interface FileToSend {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly kind: 'meter-files' | 'cis-extracts';
  readonly profile: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly body: unknown;
}

/** Statuses that pass by themselves. */
const PASSING = new Set([429, 502, 503, 504, 507]);
const MOST_ATTEMPTS = 6;

/** Speaks to the ingest API as a client on another machine would; what fails on the way is repeated, for an upload may be. */
export class IngestClient {
  constructor(private readonly target: ImportTarget) {}

  /** @param onBytes told how many bytes have gone out. @throws RefusedUpload, Error when the service cannot be reached. */
  async upload(file: FileToSend, onBytes: (sent: number) => void): Promise<UploadView> {
    return (await this.#send(file, {}, onBytes)) as UploadView;
  }

  async dryRun(file: FileToSend, onBytes: (sent: number) => void): Promise<DryRunReport> {
    return (await this.#send(file, { dryRun: 'true' }, onBytes)) as DryRunReport;
  }

  async acknowledgement(importId: string): Promise<Acknowledgement> {
    return (await this.#get(`/ingest/v1/imports/${importId}/acknowledgement`)) as Acknowledgement;
  }

  async progress(importId: string): Promise<Pick<UploadView, 'state' | 'progress'>> {
    return (await this.#get(`/ingest/v1/imports/${importId}`)) as UploadView;
  }

  async #send(file: FileToSend, more: Record<string, string>, onBytes: (sent: number) => void): Promise<unknown> {
    const query = new URLSearchParams({ fileName: file.name, ...(file.profile !== undefined && { profile: file.profile }), ...more });
    const digest = createHash('sha256');
    for await (const chunk of createReadStream(file.path)) digest.update(chunk as Buffer);
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': String(file.size),
      'content-digest': `sha-256=:${digest.digest('base64')}:`,
    };
    return this.#patiently(() => this.#exchange('POST', `/ingest/v1/${file.kind}?${query.toString()}`, headers, file.path, onBytes));
  }

  #get(path: string): Promise<unknown> {
    return this.#patiently(() => this.#exchange('GET', path, {}));
  }

  async #patiently(exchange: () => Promise<Answer>): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const answer = await exchange().catch((error: NodeJS.ErrnoException) => {
        if (attempt >= MOST_ATTEMPTS) throw new Error(`${this.target.origin} cannot be reached (${error.code ?? error.message}).`);
        return undefined;
      });
      if (answer && answer.status < 300) return answer.body;
      if (answer && (!PASSING.has(answer.status) || attempt >= MOST_ATTEMPTS)) throw refusal(answer);
      await delay(Math.max((answer?.retryAfter ?? 0) * 1_000, 250 * 2 ** (attempt - 1)));
    }
  }

  /** One request. The answer may come before the body is out: then the rest is not sent. */
  #exchange(
    method: string,
    path: string,
    headers: Record<string, string>,
    file?: string,
    onBytes: (sent: number) => void = () => undefined,
  ): Promise<Answer> {
    const { origin, user, password } = this.target;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return new Promise((resolve, reject) => {
      const source = file === undefined ? undefined : createReadStream(file);
      const url = new URL(`${origin}${path}`);
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      let answered = false;
      const request = send(url, { method, headers: { ...headers, authorization } }, (response) => {
        answered = true;
        source?.destroy();
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () => {
          request.destroy();
          resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after']) || 0, body: parsed(text) });
        });
      });
      request.on('error', (error) => (answered ? undefined : (source?.destroy(), reject(error))));
      if (!source) return void request.end();
      let sent = 0;
      source.on('data', (chunk) => onBytes((sent += chunk.length)));
      source.once('error', (error) => (request.destroy(), reject(error)));
      source.pipe(request);
    });
  }
}

function refusal({ status, body }: Answer): RefusedUpload {
  const { code, detail } = Object(body) as { code?: string; detail?: string };
  return new RefusedUpload(status, code ?? String(status), detail ?? `The service answered ${status}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
