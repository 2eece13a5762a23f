import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startServiceProcess, type ServiceProcess } from './service-process.js';
import { supervise, type Supervision } from './supervise.js';

/** A stand-in for a service: healthy at once, ends on SIGTERM. */
const STAND_IN = `
import { createServer } from 'node:http';
createServer((_, response) => response.end(String(process.pid))).listen(process.env.PORT, process.env.HOST);
`;

describe('a supervised service process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'greenledger-supervise-'));
  const program = join(directory, 'stand-in.mjs');
  writeFileSync(program, STAND_IN);
  const logFile = join(directory, 'log');
  let process_: ServiceProcess | undefined;
  let supervision: Supervision | undefined;

  afterEach(async () => {
    supervision?.end();
    await process_?.stop();
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  async function start(notes: string[] = []): Promise<ServiceProcess> {
    process_ = await startServiceProcess({ name: 'portal', program, env: { PATH: process.env['PATH'] }, logFile });
    supervision = supervise({ name: 'portal', note: (text) => notes.push(text), process: process_ });
    return process_;
  }
  const answer = async (service: ServiceProcess): Promise<number> => Number(await (await fetch(service.url)).text());
  async function until(condition: () => boolean): Promise<void> {
    for (let tries = 0; !condition(); tries++) {
      if (tries > 400) throw new Error('did not happen in time');
      await delay(25);
    }
  }

  it('is started again each time it is killed', async () => {
    const notes: string[] = [];
    const service = await start(notes);
    for (let kills = 1; kills <= 2; kills++) {
      const { pid } = service;
      service.kill();
      await until(() => notes.filter((note) => note === 'portal is back').length === kills);
      expect(service.pid).not.toBe(pid);
      expect(await answer(service)).toBe(service.pid);
    }
  });

  it('is started once when it is restarted by hand', async () => {
    const notes: string[] = [];
    const service = await start(notes);
    const { pid } = service;
    await supervision!.pausedWhile(() => service.restart());
    await delay(300);
    expect(service.pid).not.toBe(pid);
    expect(await answer(service)).toBe(service.pid);
    expect(notes).toEqual([]);
  });

  it('stays down once its end is meant', async () => {
    const notes: string[] = [];
    const service = await start(notes);
    supervision!.end();
    await service.stop();
    await delay(300);
    await expect(fetch(service.url)).rejects.toThrow();
    expect(notes).toEqual([]);
  });

  it('says why, with the end of the log, when it cannot start', async () => {
    const broken = join(directory, 'broken.mjs');
    writeFileSync(broken, `throw new Error('PORT is too shy');`);
    await expect(startServiceProcess({ name: 'portal', program: broken, env: {}, logFile })).rejects.toThrow(
      /portal ended at once[\s\S]*PORT is too shy/,
    );
  });
});
