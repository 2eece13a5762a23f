import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateDirectory } from './state-directory.js';

describe('openStateDirectory', () => {
  let root: string;
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'greenledger-state-')), 'state');
  });
  afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

  it('keeps what is there, and wipes it when asked', () => {
    const first = openStateDirectory(root, { fresh: false });
    const kept = join(first.part('mail'), 'kept');
    writeFileSync(kept, '');
    first.release();
    openStateDirectory(root, { fresh: false }).release();
    expect(existsSync(kept)).toBe(true);
    openStateDirectory(root, { fresh: true }).release();
    expect(existsSync(kept)).toBe(false);
  });

  it('makes parts that only their owner can read', () => {
    const state = openStateDirectory(root, { fresh: false });
    expect(statSync(state.part('a/b')).mode & 0o777).toBe(0o700);
    expect(statSync(state.logs).mode & 0o777).toBe(0o700);
  });

  it('refuses while another run has it, and says which', () => {
    openStateDirectory(root, { fresh: false });
    // The parent of this Jest worker is a node process that lives.
    writeFileSync(join(root, 'run.pid'), `${process.ppid}\n`);
    expect(() => openStateDirectory(root, { fresh: true })).toThrow(`process ${process.ppid}`);
  });

  it('passes over the lock of a run that crashed', () => {
    openStateDirectory(root, { fresh: false }).release();
    writeFileSync(join(root, 'run.pid'), '999999999\n');
    expect(() => openStateDirectory(root, { fresh: false })).not.toThrow();
  });
});
