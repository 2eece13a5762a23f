import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { ProblemError } from '@greenledger/contracts';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PortalConfiguration } from '../../portal-configuration.js';

/** AES-256-GCM; a nonce of 96 random bits for each sealing (NIST SP 800-38D section 8.2.2). */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = 'v1.';

/**
 * Keeps the keys of the second step sealed: whoever reads the database alone can make no codes. The key of the seal is a file
 * beside it, and the person's id is part of the seal, so that a row cannot be given another person's.
 */
@Injectable()
export class TotpKeys implements OnApplicationBootstrap {
  #key: Buffer | undefined;

  constructor(
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
    private readonly dataSource: DataSource,
  ) {}

  /** Reads or makes the key, and seals what an earlier release kept in plain text. */
  async onApplicationBootstrap(): Promise<void> {
    const file = this.configuration.TOTP_KEY_FILE;
    if (file === undefined) return;
    this.#key = await keyIn(file);
    const plain = await this.dataSource.query<{ person_id: string; totp_secret: string }[]>(
      'select person_id, totp_secret from company_person where totp_secret is not null and not starts_with(totp_secret, $1)',
      [SEALED],
    );
    for (const { person_id: personId, totp_secret: secret } of plain) {
      await this.dataSource.query('update company_person set totp_secret = $3 where person_id = $1 and totp_secret = $2', [
        personId,
        secret,
        this.seal(personId, secret),
      ]);
    }
  }

  /** @throws ProblemError `unavailable` without TOTP_KEY_FILE */
  seal(personId: string, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#present(), nonce).setAAD(Buffer.from(personId));
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return SEALED + sealed.toString('base64url');
  }

  /** @throws ProblemError `unavailable` without the key file; Error when the seal is broken or of another person */
  open(personId: string, stored: string): string {
    if (!stored.startsWith(SEALED)) return stored;
    const sealed = Buffer.from(stored.slice(SEALED.length), 'base64url');
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, this.#present(), sealed.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(personId)).setAuthTag(sealed.subarray(end));
    return decipher.update(sealed.subarray(NONCE_BYTES, end), undefined, 'utf8') + decipher.final('utf8');
  }

  #present(): Buffer {
    if (this.#key) return this.#key;
    throw new ProblemError('unavailable', 'The second step is not set up: set TOTP_KEY_FILE of the portal to a private file.');
  }
}

/** Reads the key (64 hex digits), or makes one, readable by the owner only. @throws Error when the file holds anything else */
async function keyIn(file: string): Promise<Buffer> {
  try {
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = (await readFile(file, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error('TOTP_KEY_FILE must hold 64 lower-case hex digits: restore it from a backup');
  return Buffer.from(text, 'hex');
}
