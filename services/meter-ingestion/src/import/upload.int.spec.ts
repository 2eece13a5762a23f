import { request } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendAnyMethod } from '@greenledger/testing';
import { RunningService } from '../test-support/running-service.js';

const LIMIT = 1_000_000;
const LINE = 'MEPMD01,19970819,1,2,GREENBTN,SA,202511121200,M-1,OK,E,KWH,,00000100,1,202511030900,,1.5,\r\n';

describe('an upload', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start({ UPLOAD_LIMIT_BYTES: LIMIT });
  });
  afterAll(() => service.stop());

  const leftBehind = (): Promise<string[]> => readdir(join(service.directory, 'raw/incoming'));
  const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    service.fetch('/ingest/v1/meter-files?fileName=day.cmep', { method: 'POST', body, headers });

  it('is answered 202 with the place of the import, whatever type the client calls it', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/csv',
      'application/json',
      'application/octet-stream',
      'application/xml',
    ]) {
      const answer = await post(LINE, { 'content-type': type });
      const view = (await answer.json()) as { importId: string };
      expect([answer.status, answer.headers.get('location')]).toEqual([202, `/ingest/v1/imports/${view.importId}`]);
      expect(view).toMatchObject({ kind: 'meter-file', fileName: 'day.cmep', sizeBytes: LINE.length });
    }
    expect(await leftBehind()).toEqual([]);
  });

  it.each([
    ['<?xml version="1.0"?><invoice/>', 'unrecognized-file', 422, /XML/],
    ['', 'unrecognized-file', 422, /empty/],
    ['hello', 'unrecognized-file', 422, /begins with "hello"/],
  ])('of %j is refused at the door', async (body, code, status, detail) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code, detail: expect.stringMatching(detail) });
    expect(await leftBehind()).toEqual([]);
  });

  it.each([
    ['/ingest/v1/meter-files', 'POST'],
    ['/ingest/v1/cis-extracts', 'POST'],
    ['/ingest/v1/imports', 'GET, HEAD'],
    ['/ingest/v1/imports/i-1', 'GET, HEAD'],
    ['/ingest/v1/imports/i-1/rejects', 'GET, HEAD'],
    ['/ingest/v1/imports/i-1/replay', 'POST'],
    ['/ingest/v1/source-profiles/p', 'GET, HEAD, POST'],
    ['/ingest/v1/search', 'GET, HEAD'],
    ['/ingest/v1/expected', 'GET, HEAD'],
  ])('by another method than the own ones of %s is answered 405 with Allow: %s', async (path, own) => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].filter((method) => !own.split(', ').includes(method));
    for (const method of others) {
      const { status, allow, body } = await sendAnyMethod(method, service.url + path, { authorization: 'Basic secret' });
      expect([method, status, allow]).toEqual([method, 405, own]);
      expect(body).not.toContain('secret');
    }
  });

  it('that is a form is refused', async () => {
    expect((await post('x', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
  });

  it.each([
    ['Basic ' + Buffer.from('operator:wrong').toString('base64')],
    ['Basic ' + Buffer.from('nobody:right').toString('base64')],
    ['Bearer x'],
    [''],
  ])('with the credentials %j is refused', async (authorization) => {
    const answer = await post(LINE, { authorization });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('with an odd file name is refused', async () => {
    const answer = await service.fetch('/ingest/v1/meter-files?fileName=..%2Fx', { method: 'POST', body: LINE });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid-parameter']);
  });

  /** Sends zeros, behind one good line, until an answer comes or the end. */
  function sendEndless(total: number, announce: boolean): Promise<{ status: number; code: string; sent: number }> {
    return new Promise((resolve, reject) => {
      let sent = 0;
      let answered = false;
      const headers: Record<string, string> = { authorization: `Basic ${Buffer.from('operator:right').toString('base64')}` };
      if (announce) headers['content-length'] = String(total);
      const upload = request(`${service.url}/ingest/v1/meter-files`, { method: 'POST', headers }, (answer) => {
        answered = true;
        let text = '';
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => {
          upload.destroy();
          resolve({ status: answer.statusCode!, code: (JSON.parse(text) as { code: string }).code, sent });
        });
      });
      upload.on('error', (error) => (answered ? undefined : reject(error)));
      const zeros = Buffer.alloc(65_536);
      const send = (): void => {
        if (answered || sent >= total) return;
        sent += zeros.length;
        if (upload.write(zeros)) setImmediate(send);
        else upload.once('drain', send);
      };
      upload.write(LINE);
      send();
    });
  }

  it.each([true, false])('of 3 GB is refused early, by the limit and not by memory (announced: %s)', async (announce) => {
    const before = process.memoryUsage().rss;
    const { status, code, sent } = await sendEndless(3_000_000_000, announce);
    expect([status, code]).toEqual([413, 'payload-too-large']);
    expect(sent).toBeLessThan(100_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(await leftBehind()).toEqual([]);
  });

  it('that breaks off leaves nothing behind', async () => {
    await new Promise<void>((resolve) => {
      const headers = { authorization: `Basic ${Buffer.from('operator:right').toString('base64')}`, 'content-length': '100000' };
      const upload = request(`${service.url}/ingest/v1/meter-files`, { method: 'POST', headers });
      upload.on('error', () => resolve());
      upload.write(LINE);
      setTimeout(() => upload.destroy(new Error('gone')), 100);
    });
    for (let i = 0; i < 40 && (await leftBehind()).length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await leftBehind()).toEqual([]);
  });
});
