import { Agent, get } from 'node:http';

export interface Download {
  readonly bytes: number;
  /** Seconds from the request to the first byte of the body, and to the last. */
  readonly firstByte: number;
  readonly seconds: number;
}

/** An answer that is no 200. */
export class RefusedDownload extends Error {
  constructor(
    path: string,
    readonly status: number | undefined,
  ) {
    super(`${path} answered ${status}`);
  }
}

/** One GET over a connection of its own; the bytes are counted and dropped. @throws RefusedDownload unless it answers 200; Error when it breaks off. */
export function download(url: string, headers: Record<string, string> = {}, onChunk?: (chunk: Buffer) => void): Promise<Download> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const since = (): number => (performance.now() - begin) / 1_000;
    const request = get(url, { headers, agent: new Agent({ keepAlive: false }) }, (answer) => {
      let [bytes, firstByte] = [0, 0];
      answer.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByte = since();
        bytes += chunk.length;
        onChunk?.(chunk);
      });
      answer.once('error', (error) => reject(new Error(`${new URL(url).pathname} broke off after ${bytes} bytes: ${error.message}`)));
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve({ bytes, firstByte, seconds: since() });
        else reject(new RefusedDownload(new URL(url).pathname, answer.statusCode));
      });
    });
    request.once('error', reject);
  });
}
