import type { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ContentCoding } from '../feed/content-coding.js';
import { sendChunks } from '../feed/send-chunks.js';

/**
 * Streams a bulk answer whose first part is on record already. An error comes too late for another status then: the answer is
 * cut, so that nobody takes it for a whole one.
 */
export async function streamBulk(
  reply: FastifyReply,
  { contentType, coding }: { readonly contentType: string; readonly coding: ContentCoding },
  chunks: Parameters<typeof sendChunks>[0],
  logger: Logger,
): Promise<void> {
  void reply.headers({ vary: 'accept, accept-encoding', 'cache-control': 'no-store' }).type(contentType);
  if (coding !== 'identity') void reply.header('content-encoding', coding);
  reply.hijack();
  try {
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    await sendChunks(chunks, reply.raw);
  } catch (error) {
    reply.raw.destroy();
    logger.error(error instanceof Error ? error : String(error));
  }
}
