import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentBytes } from '../atom/document-bytes.js';
import { IntervalBlockWriter, type ReadingColumns } from '../resources/interval-block-writer.js';
import { GzipBlockWriter } from './gzip-block-writer.js';
import { GzipDocument } from './gzip-document.js';
import { TextLayout, wholeText } from './text-layout.js';

const DAYS = 400;
/** A reader starts a compiler on a machine that may be busy. */
const PATIENCE = 120_000;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Some days of a channel: hourly and 15-minute ones, gaps, missing values, other qualities, days of 23 and 25 hours. */
function dayOf(channel: number, day: number): ReadingColumns {
  const intervalLength = channel % 2 === 0 ? 900 : 3_600;
  const hours = day % 50 === 7 ? 23 : day % 50 === 32 ? 25 : 24;
  const count = (hours * 3_600) / intervalLength;
  const starts = Array.from({ length: count }, (_, i) => 1_690_000_000 - (1_690_000_000 % 900) + day * 86_400 + i * intervalLength);
  const noise = (i: number): number => (Math.imul((day + 1) * 1_000 + i, 0x9e3779b1) >>> 8) % 10 ** (1 + ((day + channel) % 7));
  return {
    count,
    intervalLength,
    starts,
    values: starts.map((_, i) => noise(i) * (day % 13 === 5 ? -1 : 1)),
    qualities: starts.map((_, i) => (day % 9 === 4 && i % 8 < 3 ? 8 : 17)),
    missing: starts.map((_, i) => (day % 11 === 6 && i % 20 === 3 ? 1 : 0)),
  };
}

const HEAD = new TextLayout(['<entry>\n<id>urn:uuid:', '</id>\n<link href="https://utility.example/channel/', '/', '"/>\n']);
const TAIL = { layout: new TextLayout(['</entry>\n']), holes: [] };

/** The same feed plain and as gzip. */
function sample(): { readonly plain: Uint8Array; readonly zipped: Buffer } {
  const [plain, zipped] = [new DocumentBytes(), new GzipDocument()];
  const [plainWriter, zippedWriter] = [new IntervalBlockWriter(17), new GzipBlockWriter(17)];
  for (let channel = 0; channel < 4; channel++) {
    const title = `<entry><title>Meter ${channel} – electricité 電力</title></entry>\n`;
    plain.text(title);
    zipped.text(title);
    for (let day = 0; day < DAYS; day++) {
      const head = { layout: HEAD, holes: [digest(Buffer.from(`${channel} ${day}`)), String(channel), String(day)] };
      plainWriter.append(plain, wholeText(head), dayOf(channel, day), wholeText(TAIL));
      zippedWriter.append(zipped, head, dayOf(channel, day), TAIL);
    }
  }
  zipped.end();
  return { plain: plain.take(), zipped: Buffer.from(zipped.take()) };
}

const JAVA = `
import java.net.URI;
import java.net.http.*;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
public class Reader {
  public static void main(String[] args) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(args[0])).header("Accept-Encoding", "gzip").build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    var sum = MessageDigest.getInstance("SHA-256");
    var bytes = new byte[997];
    try (var in = new GZIPInputStream(answer.body())) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) sum.update(bytes, 0, n);
    }
    System.out.println(HexFormat.of().formatHex(sum.digest()));
  }
}`;
const GO = `package main
import ("compress/gzip"; "crypto/sha256"; "fmt"; "io"; "net/http"; "os")
func main() {
  request, _ := http.NewRequest("GET", os.Args[1], nil)
  request.Header.Set("Accept-Encoding", "gzip")
  answer, err := http.DefaultClient.Do(request)
  if err != nil { panic(err) }
  in, err := gzip.NewReader(answer.Body)
  if err != nil { panic(err) }
  sum := sha256.New()
  if _, err := io.Copy(sum, in); err != nil { panic(err) }
  fmt.Printf("%x\\n", sum.Sum(nil))
}`;
const PYTHON = `
import hashlib, sys, urllib.request, zlib
answer = urllib.request.urlopen(urllib.request.Request(sys.argv[1], headers={"Accept-Encoding": "gzip"}))
unzip, total = zlib.decompressobj(wbits=31), hashlib.sha256()
for piece in iter(lambda: answer.read(997), b""): total.update(unzip.decompress(piece))
total.update(unzip.flush())
assert unzip.eof and not unzip.unused_data
print(total.hexdigest())`;

const run = promisify(execFile);
const { plain, zipped } = sample();
let server: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gzip-readers-'));
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/atom+xml', 'content-encoding': 'gzip' });
    response.end(zipped);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Writes a program and runs it. @returns what it prints */
async function program(command: string, args: readonly string[], name: string, text: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { stdout } = await run(command, [...args, file, url], {
    env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GO111MODULE: 'off' },
  });
  return stdout.trim();
}

const READERS: readonly (readonly [name: string, command: string, version: string, read: () => Promise<string>])[] = [
  [
    'curl',
    'curl',
    '--version',
    async () => digest((await run('curl', ['-sS', '--compressed', url], { encoding: 'buffer', maxBuffer: 2 ** 27 })).stdout),
  ],
  ['Python, in pieces', 'python3', '--version', () => program('python3', [], 'reader.py', PYTHON)],
  ['Java', 'java', '-version', () => program('java', [], 'Reader.java', JAVA)],
  ['Go', 'go', 'version', () => program('go', ['run'], 'reader.go', GO)],
];

describe('a feed written as gzip from its values is read by', () => {
  it('zlib of Node, whole and in pieces', async () => {
    expect(gunzipSync(zipped).equals(plain)).toBe(true);
    const pieces: Buffer[] = [];
    const unzip = createGunzip();
    unzip.on('data', (piece: Buffer) => pieces.push(piece));
    for (let at = 0; at < zipped.length; at += 997) unzip.write(zipped.subarray(at, at + 997));
    unzip.end();
    await new Promise((resolve) => unzip.once('end', resolve));
    expect(Buffer.concat(pieces).equals(plain)).toBe(true);
  });

  it('fetch of Node', async () => {
    const answer = await fetch(url);
    expect(digest(new Uint8Array(await answer.arrayBuffer()))).toBe(digest(plain));
  });

  for (const [name, command, version, read] of READERS) {
    const installed = spawnSync(command, [version]).status === 0;
    if (installed) it(name, async () => expect(await read()).toBe(digest(plain)), PATIENCE);
    else it.skip(`${name}: ${command} is not installed here`, () => undefined);
  }

  it('who compares it with what it read before: it has the same bytes', () => {
    expect(sample().zipped.equals(zipped)).toBe(true);
  });

  it('none when a byte of it is another one: the CRC is of the text', () => {
    const broken = Buffer.from(zipped);
    broken[zipped.length - 6]! ^= 1;
    expect(() => gunzipSync(broken)).toThrow('incorrect data check');
  });
});
