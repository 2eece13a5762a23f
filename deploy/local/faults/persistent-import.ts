import { setTimeout as delay } from 'node:timers/promises';
import type { ImportStatus, UploadPath } from '../src/town/upload.js';
import type { Stack } from '../src/run/stack.js';

/** Milliseconds that one file may take in all, however often something is killed. */
const PATIENCE = 600_000;
const PAUSE = 100;

/** Imports as a sender would who meets outages: what is not answered is sent or asked again. All of it is safe to repeat. */
export class PersistentImport {
  constructor(private readonly stack: Stack) {}

  /** @returns the id of the import once it is received. */
  async send(path: UploadPath, fileName: string, content: string): Promise<string> {
    const status = await this.#until(`${fileName} is not received`, `${path}?fileName=${fileName}`, 202, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: content,
    });
    return status.importId;
  }

  /** @throws Error when it is refused, or failed for a reason of ours. */
  async stored(importId: string): Promise<ImportStatus> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const status = await this.#until(`the import ${importId} is not told of`, `imports/${importId}`, 200, {});
      if (status.state === 'stored') return status;
      if (status.state === 'refused' || status.state === 'failed')
        throw new Error(`${status.fileName} is ${status.state}: ${JSON.stringify(status)}`);
      if (Date.now() > deadline) throw new Error(`${status.fileName} is still ${status.state}`);
      await delay(PAUSE);
    }
  }

  async #until(sentence: string, path: string, wanted: number, init: RequestInit): Promise<ImportStatus> {
    const { origin, operator } = this.stack;
    const authorization = `Basic ${Buffer.from(`${operator.user}:${operator.password}`).toString('base64')}`;
    const deadline = Date.now() + PATIENCE;
    for (let last = ''; ;) {
      try {
        const answer = await fetch(`${origin}/ingest/v1/${path}`, { ...init, headers: { ...init.headers, authorization } });
        const text = await answer.text();
        if (answer.status === wanted) return JSON.parse(text) as ImportStatus;
        last = `${answer.status} ${text.slice(0, 200)}`;
      } catch (error) {
        last = String(error);
      }
      if (Date.now() > deadline) throw new Error(`${sentence}: ${last}`);
      await delay(PAUSE);
    }
  }
}
