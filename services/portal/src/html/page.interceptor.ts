import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Page, SeeOther } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { securityHeaders } from './security-headers.js';

/** Sends what a controller handed back: a Page as HTML, a SeeOther as 303. */
@Injectable()
export class PageInterceptor implements NestInterceptor<Page | SeeOther, string> {
  constructor(private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<Page | SeeOther>): Observable<string> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((result) => {
        if (result instanceof Page) return this.renderer.render(request, reply, result);
        reply.status(303).headers({ ...securityHeaders(), location: result.location });
        return '';
      }),
    );
  }
}
