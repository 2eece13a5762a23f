import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
beforeAll(async () => (rig = await startRig()), 60_000);
afterAll(() => rig?.stop(), 60_000);

/** Sends bytes as they are; resolves with the first line of the answer when the server has closed the connection. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(rig.origin);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setTimeout(5_000, () => socket.destroy(new Error(`the connection stayed open after: ${answer.slice(0, 80)}`)));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''));
  });
}
const request = (...headers: string[]): string => `POST /oauth/token HTTP/1.1\r\nHost: x\r\n${headers.join('\r\n')}\r\n\r\n0\r\n\r\n`;

it.each([
  ['both a length and chunks', request('Content-Length: 5', 'Transfer-Encoding: chunked')],
  ['two lengths', request('Content-Length: 5', 'Content-Length: 6')],
  ['a folded header', request('X-A: 1\r\n folded', 'Content-Length: 0')],
  ['a bare carriage return in a header', request('X-A: 1\r2', 'Content-Length: 0')],
  ['a blank before the colon', request('Content-Length : 0')],
  ['a length that is no number', request('Content-Length: +5')],
  ['another coding than chunked at the end', request('Transfer-Encoding: chunked, identity')],
])('refuses %s and closes the connection', async (_, text) => {
  expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /);
});
