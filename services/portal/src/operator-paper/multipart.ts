import { ProblemError } from '@greenledger/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Bytes of a form with its scan. */
const FORM_LIMIT = 10_500_000;

/** A file of a form. */
export class UploadedFile {
  constructor(readonly content: Buffer) {}
}

/**
 * Reads multipart forms into an object of their fields, so that guards see the form token as in any other form. Only as
 * much as a scan needs is taken. The parsing itself is that of Node's own fetch.
 */
export function readMultipartForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: FORM_LIMIT },
    async (request: FastifyRequest, body: Buffer) => {
      const fields: Record<string, string | UploadedFile | (string | UploadedFile)[]> = {};
      let form: FormData;
      try {
        form = await new Response(new Uint8Array(body), {
          headers: { 'content-type': request.headers['content-type']! },
        }).formData();
      } catch {
        throw new ProblemError('bad-request', 'The form could not be read: load its page anew and send it again.');
      }
      for (const [name, value] of form) {
        const one = typeof value === 'string' ? value : new UploadedFile(Buffer.from(await value.arrayBuffer()));
        const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
        fields[name] = before === undefined ? one : [before, one].flat();
      }
      return fields;
    },
  );
}
