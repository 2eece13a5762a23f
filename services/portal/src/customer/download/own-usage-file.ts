import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { OwnUsage } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

const unpack = promisify(gunzip);

/**
 * The file of a customer's own readings, part by part: however long the time, one part is in memory.
 * @throws ProblemError `usage-point-not-held` when there is nothing of this customer
 */
export async function* ownUsageFile(own: OwnUsage, form: 'atom' | 'csv', requests: RequestClient): AsyncGenerator<Buffer> {
  const downloadId = randomUUID();
  let plan: string | undefined;
  for (let part = 0, bytesBefore = 0; ; part++) {
    const before = { downloadId, part, bytesBefore, ...(plan !== undefined && { plan }) };
    const reply = await requests.request('data-delivery.render-own-usage', { ...own, form, ...before });
    yield await unpack(Buffer.from(reply.gzip, 'base64'));
    if (reply.last) return;
    bytesBefore += reply.bytes;
    plan = reply.plan;
  }
}
