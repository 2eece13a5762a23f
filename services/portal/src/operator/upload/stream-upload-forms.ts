import type { IncomingMessage } from 'node:http';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PartReader } from './part-reader.js';
import { readStreamedForm } from './streamed-form.js';

/** Where files of any size come in. */
export const UPLOAD_PATH = '/operator/imports/new';
const STREAMED = 'multipart/x-streamed-form';
/** Milliseconds that a browser gets to finish sending, and so to read a refusal. */
const LINGER = 30_000;

const readers = new WeakMap<FastifyRequest, PartReader>();

/**
 * Hands the form of a file on before the file is here, so that its token is checked first and its bytes go on as they come.
 * Other multipart forms are read whole, see operator-paper/multipart.ts.
 */
export function streamUploadForms(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'];
    if (request.method === 'POST' && request.url.split('?', 1)[0] === UPLOAD_PATH && type?.startsWith('multipart/form-data')) {
      request.headers['content-type'] = type.replace('multipart/form-data', STREAMED);
    }
    done();
  });
  server.addContentTypeParser(STREAMED, async (request: FastifyRequest, payload: IncomingMessage) => {
    const reader = new PartReader(payload);
    readers.set(request, reader);
    try {
      return await readStreamedForm(reader, request.headers['content-type']!);
    } catch {
      throw new ProblemError('bad-request', 'The form of the file could not be read: load the page of the form anew and send it again.');
    }
  });
  server.addHook('onResponse', (request, _reply, done) => {
    const reader = readers.get(request);
    if (reader && !request.raw.complete) {
      const { socket } = request.raw;
      const timer = setTimeout(() => socket.destroy(), LINGER);
      timer.unref();
      void reader.discard().finally(() => clearTimeout(timer));
    }
    done();
  });
}
