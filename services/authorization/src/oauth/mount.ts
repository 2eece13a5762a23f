import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Provider } from 'oidc-provider';
import { ERROR_PAGE_STYLE, ERROR_PAGE_STYLE_PATH } from './error-page-style.js';
import { OAuthSettings } from './oauth-settings.js';

const METADATA = '/.well-known/oauth-authorization-server';

/**
 * Puts the provider under `/oauth` before any body parser runs, and its RFC 8414 metadata where an issuer with a path has
 * it (section 3.1): `/.well-known/oauth-authorization-server/oauth`.
 */
export function mountOAuth(app: NestFastifyApplication): void {
  const provider = app.get(Provider).callback();
  const { protocol, host } = new URL(app.get(OAuthSettings).publicOrigin);
  const handle = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Every URL we hand out is made of these two: whoever sends other ones must not change them.
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    request.headers['x-forwarded-host'] = host;
    return provider(request, response);
  };
  app.use(ERROR_PAGE_STYLE_PATH, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }).end(ERROR_PAGE_STYLE);
  });
  app.use('/oauth', (request: IncomingMessage, response: ServerResponse, next: () => void) =>
    // Registration (RFC 7591, RFC 7592) has its own controller: it goes through the same commands as the portal.
    /^\/register(?:[/?]|$)/.test(request.url ?? '') ? next() : handle(request, response),
  );
  app.use(METADATA, (request: IncomingMessage & { originalUrl?: string }, response: ServerResponse) => {
    // As if it had come in under the mount point: URLs in the document are made from it.
    request.url = METADATA;
    request.originalUrl = `/oauth${METADATA}`;
    return handle(request, response);
  });
}
