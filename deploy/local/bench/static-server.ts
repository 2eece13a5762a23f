import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The yardstick of feeds: one file by plain node:http, in a process of its own. Reads of 256 kB are as large as the writes of the feed;
// with the default of 64 kB this server is slower, and the feed would look better than it is.
const file = process.argv[2]!;
const headers = { 'content-type': 'application/atom+xml', 'content-length': statSync(file).size };

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  createReadStream(file, { highWaterMark: 256 * 1_024 }).pipe(response);
});
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));
