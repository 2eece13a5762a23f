import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to the door of the stand-in. */
export interface ReceivedFile {
  readonly url: string;
  readonly authorization: string | undefined;
  bytes: number;
  sha256: string;
  /** False when the sender broke off. */
  complete: boolean;
}

type Answer = readonly [status: number, body: object];

/** Stands in for the door of meter-ingestion: takes what comes, or refuses before it has read it. */
export async function startIngestStandIn() {
  const received: ReceivedFile[] = [];
  const state: { answer: Answer; early: boolean; onBytes: ((bytes: number) => void) | undefined } = {
    answer: [202, {}],
    early: false,
    onBytes: undefined,
  };
  const take = async (request: IncomingMessage, file: ReceivedFile): Promise<void> => {
    const hash = createHash('sha256');
    for await (const chunk of request as AsyncIterable<Buffer>) {
      file.bytes += chunk.length;
      hash.update(chunk);
      state.onBytes?.(file.bytes);
    }
    file.sha256 = hash.digest('hex');
    file.complete = request.complete;
  };
  const server = createServer((request, response) => {
    const file: ReceivedFile = { url: request.url!, authorization: request.headers.authorization, bytes: 0, sha256: '', complete: false };
    received.push(file);
    const send = (): void =>
      void response.writeHead(state.answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(state.answer[1]));
    if (state.early) {
      send();
      // As meter-ingestion does: what still comes is thrown away for a moment.
      request.resume();
      setTimeout(() => request.socket.destroy(), 2_000).unref();
      return;
    }
    take(request, file).then(send, () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    state,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
