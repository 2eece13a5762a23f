import { ProblemError } from '@greenledger/contracts';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { stylesheet } from './stylesheet.js';

@Controller('assets')
export class AssetsController {
  /** @throws ProblemError `not-found` for the name of an older or unknown stylesheet. */
  @Get(':fileName')
  get(@Param('fileName') fileName: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (fileName !== stylesheet.fileName) throw new ProblemError('not-found', 'There is no such file. Reload the page that asked for it.');
    reply.headers({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    return stylesheet.content;
  }
}
