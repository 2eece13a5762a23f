import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ExpectedDigest } from '../door/content-digest.js';
import { DeliveredBytes } from '../door/delivered-bytes.js';
import { explainUpload, forward } from '../door/forward.js';
import { FreeSpace } from '../door/free-space.js';
import { tooLarge } from '../door/too-large.js';
import { type Packing, unpack } from '../door/unpack.js';
import type { ProfileChoice } from '../profiles/source-profiles.js';
import { SourceProfileStore } from '../profiles/source-profiles.js';
import { ImportLedger } from './import-ledger.js';
import type { ImportKind } from '@greenledger/contracts';
import type { ImportRecord } from './import-record.js';
import { ImportWorker } from './import-worker.js';
import { MeasuredUpload } from './measured-upload.js';
import { RawFileStore } from './raw-file-store.js';
import { UploadRecognizer } from './upload-recognizer.js';

export interface Upload {
  /** The door: which kind of file may come in. */
  readonly kind: ImportKind | 'any';
  readonly fileName: string;
  /** Content-Length, when the client said one. */
  readonly announcedBytes: number | undefined;
  readonly body: Readable;
  /** What the client says of the bytes that it sends. */
  readonly digests?: readonly ExpectedDigest[];
  /** The source profile to read the file by, for every line of it. */
  readonly profile?: ProfileChoice | undefined;
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

/** Takes a file in: on the disk and in the ledger before anyone is told that it is received. */
@Injectable()
export class UploadService {
  constructor(
    private readonly store: RawFileStore,
    private readonly ledger: ImportLedger,
    private readonly worker: ImportWorker,
    private readonly profiles: SourceProfileStore,
    private readonly space: FreeSpace,
    readonly limits: UploadLimits,
  ) {}

  /** @throws ProblemError `payload-too-large`, `unrecognized-file`, `digest-mismatch`, `bad-request` (broken off), `storage-full`, `conflict`. */
  async receive({ kind, fileName, announcedBytes, body, digests, profile }: Upload): Promise<ReceivedUpload> {
    if (announcedBytes !== undefined && announcedBytes > this.limits.delivered) throw tooLarge('delivered', this.limits.delivered);
    await this.space.expectRoomFor(announcedBytes ?? 0);
    const recognizer = await UploadRecognizer.prepare(this.profiles, kind, profile);
    const delivered = new DeliveredBytes(this.limits.delivered, digests);
    const measured = new MeasuredUpload(this.limits.unpacked, (beginning) => recognizer.judge(beginning));
    let packing: Packing = 'none';
    const unpacked = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => unpack(source, (found) => (packing = found));
    // What breaks here breaks `measured`, and so the store's own pipeline, which tells.
    pipeline(delivered, unpacked, measured).catch(() => undefined);
    forward(body, delivered);
    const file = await this.store.receive(measured).catch((error: unknown) => {
      throw explainUpload(error, body);
    });
    try {
      const sha256 = measured.sha256();
      await file.keep(sha256);
      const entered = await this.ledger.enter({
        ...recognizer.found,
        sha256,
        deliveredSha256: delivered.sha256,
        packing,
        fileName,
        sizeBytes: delivered.size,
        contentBytes: measured.size,
      });
      expectSameProfile(entered.record, profile);
      this.worker.wake();
      return entered;
    } catch (error) {
      await file.discard();
      throw explainUpload(error, body);
    }
  }
}

/** The same content is the same import; to read it otherwise is a replay, never a silent second life. */
function expectSameProfile({ id, profile }: ImportRecord, asked: ProfileChoice | undefined): void {
  if (asked === undefined || profile?.name === asked.name) return;
  const by = profile === null ? 'without a named profile' : `by the profile ${profile.name}`;
  throw new ProblemError(
    'conflict',
    `This file was received before, ${by}: import ${id}. To judge its refused lines by ${asked.name}, POST /ingest/v1/imports/${id}/replay?profile=${asked.name}.`,
    { importId: id },
  );
}
