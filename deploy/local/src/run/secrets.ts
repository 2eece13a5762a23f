import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@greenledger/contracts';

/** Passwords of one installation of the embedded run, made at random at its first start. */
export interface Secrets {
  readonly database: Readonly<Record<ServiceName, string>>;
  readonly nats: Readonly<Record<ServiceName, string>>;
  /** Of the demo operator's uploads; printed at each start. */
  readonly operator: string;
}

/** Reads the secrets of the folder, or makes them (0600). */
export function loadSecrets(directory: string): Secrets {
  const file = join(directory, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const perService = (): Record<ServiceName, string> =>
    Object.fromEntries(SERVICES.map((service) => [service, randomBytes(24).toString('hex')])) as Record<ServiceName, string>;
  const secrets: Secrets = { database: perService(), nats: perService(), operator: readable() };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** 60 bits that a person can type: three groups without letters that look alike. */
function readable(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const text = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
