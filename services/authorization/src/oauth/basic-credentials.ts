import type { KoaContextWithOIDC } from 'oidc-provider';
import { matchesSecret } from './client-secret.js';
import type { Clients } from './clients.js';
import { countClientAttempt } from './limits/limit-attempts.js';

/** Whether the Authorization header (RFC 6749 section 2.3.1) names a client and its secret; the attempt is counted first. */
export async function hasBasicCredentials(ctx: KoaContextWithOIDC, clients: Clients): Promise<boolean> {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(ctx.get('authorization')) ?? [];
  if (encoded === undefined) return false;
  const [clientId = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 2).map(formDecoded);
  countClientAttempt(clientId, ctx);
  const client = await clients.find(clientId);
  return client !== undefined && matchesSecret(secret, client.secretHash);
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return '';
  }
}
