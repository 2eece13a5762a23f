import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { looksLikeCisExtract, looksLikeCmep } from '@greenledger/meter-formats';
import type { ExpectedDigest } from '../door/content-digest.js';
import { DeliveredBytes } from '../door/delivered-bytes.js';
import { FreeSpace } from '../door/free-space.js';
import { tooLarge } from '../door/too-large.js';
import { type Packing, unpack } from '../door/unpack.js';
import { ImportLedger } from './import-ledger.js';
import type { ImportKind, ImportRecord } from './import-record.js';
import { ImportWorker } from './import-worker.js';
import { MeasuredUpload } from './measured-upload.js';
import { RawFileStore } from './raw-file-store.js';

export interface Upload {
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Content-Length, when the client said one. */
  readonly announcedBytes: number | undefined;
  readonly body: Readable;
  /** What the client says of the bytes that it sends. */
  readonly digests?: readonly ExpectedDigest[];
}

/** What the door lets in. */
export interface UploadLimits {
  /** Bytes of a delivery. */
  readonly delivered: number;
  /** Bytes of what a packed delivery holds. */
  readonly unpacked: number;
}

export interface ReceivedUpload {
  readonly record: ImportRecord;
  /** False when the same content was received before: then this is that import. */
  readonly isNew: boolean;
}

const FORMATS: Readonly<Record<ImportKind, { recognize: (beginning: string) => boolean; expected: string }>> = {
  'meter-file': {
    recognize: looksLikeCmep,
    expected: 'This place takes CMEP files, whose first line begins with a record type such as MEPMD01.',
  },
  'cis-extract': {
    recognize: looksLikeCisExtract,
    expected: 'This place takes CIS extracts in CSV, whose first line names the columns (customer_number, …).',
  },
};

/** Takes a file in: on the disk and in the ledger before anyone is told that it is received. */
@Injectable()
export class UploadService {
  constructor(
    private readonly store: RawFileStore,
    private readonly ledger: ImportLedger,
    private readonly worker: ImportWorker,
    private readonly space: FreeSpace,
    private readonly limits: UploadLimits,
  ) {}

  /** @throws ProblemError `payload-too-large`, `unrecognized-file`, `digest-mismatch`, `bad-request` (broken off), `storage-full`. */
  async receive({ kind, fileName, announcedBytes, body, digests }: Upload): Promise<ReceivedUpload> {
    if (announcedBytes !== undefined && announcedBytes > this.limits.delivered) throw tooLarge('delivered', this.limits.delivered);
    await this.space.expectRoomFor(announcedBytes ?? 0);
    const { recognize, expected } = FORMATS[kind];
    const delivered = new DeliveredBytes(this.limits.delivered, digests);
    const measured = new MeasuredUpload(this.limits.unpacked, recognize, expected);
    let packing: Packing = 'none';
    const unpacked = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => unpack(source, (found) => (packing = found));
    // What breaks here breaks `measured`, and so the store's own pipeline, which tells.
    pipeline(delivered, unpacked, measured).catch(() => undefined);
    // Not by pipe or pipeline: they would destroy the request, and with it the connection that the answer has to go out on.
    forward(body, delivered);
    const file = await this.store.receive(measured).catch((error: unknown) => {
      throw explain(error, body);
    });
    try {
      const sha256 = measured.sha256();
      await file.keep(sha256);
      const entered = await this.ledger.enter({
        kind,
        sha256,
        deliveredSha256: delivered.sha256,
        packing,
        fileName,
        sizeBytes: delivered.size,
        contentBytes: measured.size,
      });
      this.worker.wake();
      return entered;
    } catch (error) {
      await file.discard();
      throw explain(error, body);
    }
  }
}

/** Hands bytes on with back-pressure, and leaves the source alone when the target breaks. */
function forward(source: Readable, target: DeliveredBytes): void {
  const onData = (chunk: Buffer): void => {
    if (!target.write(chunk)) source.pause();
  };
  const onAborted = (): void =>
    void target.destroy(new ProblemError('bad-request', 'The upload was broken off. Nothing of it was taken; send it again.'));
  const onEnd = (): void => void target.end();
  source.on('data', onData).once('end', onEnd).once('error', onAborted).once('aborted', onAborted);
  target.on('drain', () => source.resume());
  target.once('close', () => {
    source.off('data', onData).off('end', onEnd).off('aborted', onAborted);
    source.pause();
  });
}

function explain(error: unknown, body: Readable): unknown {
  if (error instanceof ProblemError) return error;
  const code = (error as { code?: string }).code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ProblemError('storage-full', 'There is no room for the file. Nothing of it was taken; make room and send it again.');
  if (body.destroyed && code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new ProblemError('bad-request', 'The upload was broken off. Nothing of it was taken; send it again.');
  return error;
}
