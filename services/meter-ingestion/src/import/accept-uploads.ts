import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const UPLOADS = /^\/ingest\/v1\/(?:meter-files|cis-extracts)(?:\?|$)/;
const BYTES = 'application/octet-stream';

/**
 * Lets the body of an upload through as a stream, whatever type the client calls it: the content decides. Only a
 * multipart form is refused (415), because it would wrap the file; `application/x-www-form-urlencoded` is what curl's
 * `--data-binary` calls every body.
 */
export function acceptUploads(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'];
    if (UPLOADS.test(request.url) && !type?.startsWith('multipart/')) {
      request.headers['content-type'] = BYTES;
    }
    done();
  });
}
