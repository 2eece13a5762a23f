import { ProblemError } from '@greenledger/contracts';

/** Which bytes are counted, and the setting that limits them. */
const SETTINGS = { delivered: 'UPLOAD_LIMIT_BYTES', unpacked: 'CONTENT_LIMIT_BYTES' } as const;

/** The refusal of a file above a limit. `unpacked` guards against files that are small on the wire and endless on the disk. */
export function tooLarge(which: keyof typeof SETTINGS, limit: number): ProblemError {
  const what = which === 'delivered' ? 'A file may have' : 'The content of a compressed file may have';
  return new ProblemError('payload-too-large', `${what} at most ${limit} bytes (${SETTINGS[which]}). Split it. Nothing of it was taken.`, {
    limit,
  });
}
