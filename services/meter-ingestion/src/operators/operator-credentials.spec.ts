import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '@greenledger/service-kit';
import { OperatorCredentials } from './operator-credentials.js';
import { hashPassword, verifyPassword } from './scrypt-password.js';

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('operator credentials', () => {
  const made = mkdtemp(join(tmpdir(), 'greenledger-operators-'));
  afterAll(async () => rm(await made, { recursive: true, force: true }));
  const fromText = async (text: string): Promise<OperatorCredentials> => {
    const path = join(await made, 'operators.json');
    await writeFile(path, text);
    return OperatorCredentials.fromFile(path);
  };

  it('let in whoever knows the password, also one with a colon or beyond ASCII', async () => {
    const password = 'ä:b';
    const credentials = await fromText(JSON.stringify({ op: await hashPassword(password) }));
    expect(await credentials.userOf(basic(`op:${password}`))).toBe('op');
    expect(await credentials.userOf(basic(`op:${password}`))).toBe('op');
    for (const wrong of [basic('op:ä'), basic('op'), basic('other:ä:b'), basic('__proto__:x'), 'Basic !!', '', undefined]) {
      expect(await credentials.userOf(wrong)).toBeUndefined();
    }
  });

  it('never take a text for a hash that is none', async () => {
    expect(await verifyPassword('', 'scrypt$16384$8$1$$')).toBe(false);
    expect(await verifyPassword('x', 'x')).toBe(false);
  });

  it.each(['', '[]', '{"op":"plain"}', '{"op":1}'])('say that the file %j is not one, without its content', async (text) => {
    const error = await fromText(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).not.toContain('plain');
  });
});
