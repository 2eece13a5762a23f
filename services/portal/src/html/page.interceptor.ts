import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Download, Page, type SeeOther } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { securityHeaders } from './security-headers.js';

type Result = Page | SeeOther | Download;

/** Sends what a controller handed back: a Page as HTML, a SeeOther as 303, a Download as it is. */
@Injectable()
export class PageInterceptor implements NestInterceptor<Result, string> {
  constructor(private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<Result>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result) => {
        if (result instanceof Page) return this.renderer.render(request, reply, result);
        if (result instanceof Download) {
          reply.headers({ ...securityHeaders(), 'content-type': result.contentType });
          if (result.fileName !== undefined) reply.header('content-disposition', `attachment; filename="${result.fileName}"`);
          return result.content;
        }
        reply.status(303).headers({ ...securityHeaders(), location: result.location });
        return '';
      }),
    );
  }
}
