import { setTimeout as delay } from 'node:timers/promises';
import type { TownFile } from './demo-town.js';

/** An import as `GET /ingest/v1/imports/{id}` answers it; only what is used here. */
export interface ImportStatus {
  readonly importId: string;
  readonly fileName: string;
  readonly state: 'received' | 'parsing' | 'published' | 'stored' | 'refused' | 'failed';
  readonly stored: { readonly added: number; readonly corrected: number; readonly duplicate: number; readonly superseded: number };
}

/** Where to upload, as whom, and with which fetch. */
export interface UploadTarget {
  readonly origin: string;
  readonly operator: { readonly user: string; readonly password: string };
  readonly fetch: typeof fetch;
}

export type UploadPath = 'meter-files' | 'cis-extracts';

/** Sends one file. @throws Error with the answer when it is not received (202). */
export async function upload(target: UploadTarget, path: UploadPath, file: TownFile): Promise<ImportStatus> {
  const url = `${target.origin}/ingest/v1/${path}?fileName=${encodeURIComponent(file.fileName)}`;
  const headers = { authorization: basic(target), 'content-type': 'application/octet-stream' };
  const answer = await target.fetch(url, { method: 'POST', headers, body: file.content });
  if (answer.status !== 202)
    throw new Error(`The upload of ${file.fileName} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()) as ImportStatus;
}

/** Asks until the import is stored. @throws Error when it is refused, fails, or is not stored in time. */
export async function waitUntilStored(target: UploadTarget, importId: string, timeoutMs = 180_000): Promise<ImportStatus> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await target.fetch(`${target.origin}/ingest/v1/imports/${importId}`, { headers: { authorization: basic(target) } });
    if (answer.status !== 200) throw new Error(`The import ${importId} answered ${answer.status}.`);
    const status = (await answer.json()) as ImportStatus;
    if (status.state === 'stored') return status;
    if (status.state === 'refused' || status.state === 'failed')
      throw new Error(`The import of ${status.fileName} is ${status.state}: ${JSON.stringify(status).slice(0, 400)}`);
    if (Date.now() > deadline) throw new Error(`The import of ${status.fileName} is still "${status.state}" after ${timeoutMs / 1000} s.`);
    await delay(100);
  }
}

const basic = ({ operator: { user, password } }: UploadTarget): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
