import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '@greenledger/service-kit';
import { hashPassword, isPasswordHash, verifyPassword } from './scrypt-password.js';

/** Milliseconds for which a verified password is not derived again: polling an import would cost a scrypt each time. */
const REMEMBER = 60_000;
const MOST_REMEMBERED = 100;

/** The operators who may deliver files, by user name. */
export class OperatorCredentials {
  readonly #verified = new Map<string, number>();
  readonly #memoryKey = randomBytes(32);

  private constructor(
    private readonly hashes: ReadonlyMap<string, string>,
    private readonly decoy: string,
  ) {}

  /** Reads `{ "<user>": "scrypt$N$r$p$salt$hash" }`. @throws ConfigurationError that says what is wrong with the file, never its content. */
  static async fromFile(path: string): Promise<OperatorCredentials> {
    const refuse = (reason: string): never => {
      throw new ConfigurationError([{ variable: 'OPERATOR_CREDENTIALS_FILE', reasons: [reason] }]);
    };
    const text = await readFile(path, 'utf8').catch(() => refuse('name a readable JSON file { "<user>": "scrypt$N$r$p$salt$hash" }'));
    const entries = parseEntries(text);
    if (!entries || !entries.every(([, hash]) => isPasswordHash(hash))) return refuse('each value must be scrypt$N$r$p$salt_b64$hash_b64');
    // An unknown user costs as much time as a known one.
    return new OperatorCredentials(new Map(entries as [string, string][]), await hashPassword(randomBytes(16).toString('hex')));
  }

  /** The user of an HTTP Basic header (RFC 7617), or undefined when it does not prove one. */
  async userOf(header: string | undefined): Promise<string | undefined> {
    const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '');
    if (!match) return undefined;
    const pair = Buffer.from(match[1]!, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    if (colon < 0) return undefined;
    const user = pair.slice(0, colon);
    const mark = createHmac('sha256', this.#memoryKey).update(pair).digest('base64');
    if ((this.#verified.get(mark) ?? 0) > Date.now()) return user;
    const hash = this.hashes.get(user);
    const right = await verifyPassword(pair.slice(colon + 1), hash ?? this.decoy);
    if (!right || hash === undefined) return undefined;
    if (this.#verified.size >= MOST_REMEMBERED) this.#verified.clear();
    this.#verified.set(mark, Date.now() + REMEMBER);
    return user;
  }
}

function parseEntries(text: string): [string, unknown][] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined;
  } catch {
    return undefined;
  }
}
