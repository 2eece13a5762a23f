import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in for the door of data-delivery: notes who asks for what, and answers as the test says. */
export async function startDeliveryStandIn() {
  const asked: { url: string; authorization: string | undefined; accept: string | undefined }[] = [];
  const state = { answer: (response: ServerResponse): void => void response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b\r\n') };
  const server = createServer(({ url, headers: { authorization, accept } }, response) => {
    asked.push({ url: url!, authorization, accept });
    state.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    state,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
