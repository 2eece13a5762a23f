import { ProblemError } from '@greenledger/contracts';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { scripts } from './scripts.js';
import { stylesheet } from './stylesheet.js';

const FILES = new Map([
  [stylesheet.fileName, { type: 'text/css', content: stylesheet.content }],
  ...scripts.map(({ fileName, content }) => [fileName, { type: 'text/javascript', content }] as const),
]);

@Controller('assets')
export class AssetsController {
  /** @throws ProblemError `not-found` for the name of an older or unknown file. */
  @Get(':fileName')
  get(@Param('fileName') fileName: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    const file = FILES.get(fileName);
    if (!file) throw new ProblemError('not-found', 'There is no such file. Reload the page that asked for it.');
    reply.headers({
      'content-type': `${file.type}; charset=utf-8`,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    return file.content;
  }
}
