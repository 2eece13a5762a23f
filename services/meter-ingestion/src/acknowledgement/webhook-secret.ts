import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '@greenledger/service-kit';

const SHORTEST = 24;

/** Reads the key of the webhook signature: base64 of at least 24 bytes, with or without `whsec_`. @throws ConfigurationError. */
export async function webhookSecret(path: string | undefined): Promise<Buffer> {
  const refuse = (reason: string): never => {
    throw new ConfigurationError([{ variable: 'ACKNOWLEDGEMENT_SECRET_FILE', reasons: [reason] }]);
  };
  if (path === undefined) return refuse('ACKNOWLEDGEMENT_URL is set, so name the file with the key of its signature');
  const text = await readFile(path, 'utf8').catch(() => refuse('name a readable file'));
  const key = Buffer.from(text.trim().replace(/^whsec_/, ''), 'base64');
  return key.length >= SHORTEST ? key : refuse(`the file must hold base64 of at least ${SHORTEST} random bytes (openssl rand -base64 32)`);
}
