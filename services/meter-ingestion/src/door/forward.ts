import type { Readable, Writable } from 'node:stream';
import { ProblemError } from '@greenledger/contracts';

/**
 * Hands bytes on with back-pressure, and leaves the source alone when the target breaks: pipe and pipeline would destroy a
 * request, and with it the connection that the answer has to go out on.
 */
export function forward(source: Readable, target: Writable): void {
  const onData = (chunk: Buffer): void => {
    if (!target.write(chunk)) source.pause();
  };
  const onAborted = (): void =>
    void target.destroy(new ProblemError('bad-request', 'The upload was broken off. Nothing of it was taken; send it again.'));
  // A client that is gone already sends no event any more.
  if (source.destroyed) return onAborted();
  const onEnd = (): void => void target.end();
  source.on('data', onData).once('end', onEnd).once('error', onAborted).once('aborted', onAborted);
  target.on('drain', () => source.resume());
  target.once('close', () => {
    source.off('data', onData).off('end', onEnd).off('aborted', onAborted);
    source.pause();
  });
}

/** The problem that a broken upload stands for; what is none stays as it is. */
export function explainUpload(error: unknown, body: Readable): unknown {
  if (error instanceof ProblemError) return error;
  const code = (error as { code?: string }).code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ProblemError('storage-full', 'There is no room for the file. Nothing of it was taken; make room and send it again.');
  if (body.destroyed && code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new ProblemError('bad-request', 'The upload was broken off. Nothing of it was taken; send it again.');
  return error;
}
