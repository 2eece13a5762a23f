import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { bulkGrants } from '../bulk/bulk-grants.js';
import { BulkParts } from '../bulk/bulk-parts.js';
import { bulkUpdated } from '../bulk/bulk-updated.js';
import { faceWriter, type FaceWriter } from '../faces/face-writer.js';
import { lastUpdate, type FeedIdentity, type Piece } from '../feed/render-feed.js';
import { AccessLog } from '../release/access-log.js';
import { BlockPages } from '../release/block-pages.js';
import { notYetSent } from '../release/not-yet-sent.js';
import { ReleasePath, type PreparedRelease } from '../release/release-path.js';
import { ResourceUris } from '../resources/resource-uris.js';
import type { PreparedPart } from './leased-jobs.js';
import { authorizationOf, type Job } from './prepared-job.js';

/** Where a preparation stands, told as it goes on. */
export interface Progress {
  done: number;
  total: number | undefined;
  readonly parts: PreparedPart[];
}

/** Writes the document of a job, each part recorded as a release before it is written, exactly as if it were sent. */
@Injectable()
export class PrepareBatch {
  constructor(
    private readonly path: ReleasePath,
    private readonly bulkParts: BulkParts,
    private readonly accessLog: AccessLog,
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws ProblemError as the same request would, answered at once */
  document(job: Job, progress: Progress): AsyncGenerator<Piece> {
    const authorizationId = authorizationOf(job);
    return authorizationId === undefined ? this.#bulk(job, progress) : this.#subscription(job, authorizationId, progress);
  }

  async *#subscription(job: Job, authorizationId: string, progress: Progress): AsyncGenerator<Piece> {
    const { asked, query, thirdPartyId, clientId, face } = job;
    const authorization = await this.requests.request('authorization.get-authorization', { authorizationId });
    const recipient = { authorization, thirdPartyId, clientId };
    const prepared = await this.path.prepare({ ...asked, face }, recipient, query);
    await this.path.record(notYetSent(prepared));
    progress.total = prepared.release.counts.blocks;
    const writer = faceWriter(face, this.#identityOf(job), lastUpdate(prepared.plan));
    yield* writer.head();
    yield* this.#part(prepared, writer, new BlockPages([prepared.plan], this.dataSource), progress, () => progress.done++);
    yield* writer.tail();
  }

  async *#bulk(job: Job, progress: Progress): AsyncGenerator<Piece> {
    const { of, query, face } = job;
    const grants = await bulkGrants((of as { bulkId: string }).bulkId, job, this.requests);
    progress.total = grants.count;
    const writer = faceWriter(face, this.#identityOf(job), await bulkUpdated(grants, this.dataSource));
    yield* writer.head();
    for await (const parts of this.bulkParts.recorded(grants, job, query, face, true)) {
      // Recorded, but nothing has left the house yet: a download begins an entry of its own.
      await this.accessLog.endUnsent(parts.map(({ release }) => release));
      const plans = parts.map(({ plan }) => plan);
      const pages = new BlockPages(plans, this.dataSource);
      for (const part of parts) {
        yield* this.#part(part, writer, pages, progress, () => undefined);
        progress.done++;
      }
    }
    yield* writer.tail();
  }

  #identityOf({ resourceUri, selfUri }: Job): FeedIdentity {
    return { resourceUri, selfUri, certificate: this.uris.certificate };
  }

  async *#part(
    { plan, addresses, release }: PreparedRelease,
    writer: FaceWriter,
    pages: BlockPages,
    { parts }: Progress,
    each: () => void,
  ): AsyncGenerator<Piece> {
    let bytes = 0;
    for await (const piece of writer.part(plan, addresses, pages)) {
      bytes += Buffer.byteLength(piece);
      yield piece;
      each();
    }
    parts.push({ release, bytes });
  }
}

/** What a job that ended with an error tells its owner. */
export function problemOfJob(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    return new ProblemError('storage-full', 'There is no room to prepare the batch: ask for it without Prefer, or later.');
  }
  return undefined;
}
