import { createHmac } from 'node:crypto';

/**
 * Headers by which the receiver of a webhook can tell that it is ours and unchanged: Standard Webhooks 1.0, an HMAC-SHA-256
 * over `<id>.<timestamp>.<body>`.
 * @param seconds now, since 1970-01-01 UTC. The receiver refuses what is far from its own clock.
 */
export function signedHeaders(secret: Buffer, id: string, seconds: number, body: string): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
