import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Injectable, Logger } from '@nestjs/common';
import { ProblemError, type RecordRelease } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FACES } from '../faces/face-name.js';
import { isNotModified } from '../feed/conditional.js';
import { chooseCoding } from '../feed/content-coding.js';
import { sendChunks } from '../feed/send-chunks.js';
import { AccessLog, type EndState } from '../release/access-log.js';
import { recordRelease } from '../release/record-release.js';
import { clientHasLeft, isHead } from '../resources/espi-response.js';
import { byteRange, type ByteRange } from './byte-range.js';
import { LeasedJobs, type PreparedPart } from './leased-jobs.js';
import { PreparedFiles, type ResultName } from './prepared-files.js';
import type { Job } from './prepared-job.js';

/** Releases that are recorded at the same time. */
const AT_ONCE = 64;

/**
 * Gives a prepared result away, whole or in ranges. Each download is decided and recorded anew, part by part: what was
 * revoked since it was prepared does not leave any more.
 */
@Injectable()
export class PreparedDownload {
  readonly #logger = new Logger(PreparedDownload.name);

  constructor(
    private readonly jobs: LeasedJobs,
    private readonly files: PreparedFiles,
    private readonly requests: RequestClient,
    private readonly accessLog: AccessLog,
  ) {}

  /** Whether the file of a job lies there; one that somebody took away is prepared anew. */
  isThere(job: Job): Promise<boolean> {
    return this.files.has(nameOf(job));
  }

  /** @param emptyIsNothing answers a result without blocks with 204 */
  async send(job: Job, emptyIsNothing: boolean, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { contentType, compressible } = FACES[job.face];
    const packed = compressible && chooseCoding(gzipOf(request.headers['accept-encoding'])) === 'gzip';
    const length = packed || !compressible ? job.result!.storedBytes : job.result!.plainBytes;
    const etag = `"${job.result!.sha256.slice(0, 32)}${packed ? '-gzip' : ''}"`;
    const finishedAt = Math.floor(job.finishedAt!.getTime() / 1000);
    const describe = (): void => {
      const headers = { etag, vary: 'accept-encoding', 'cache-control': 'private, no-cache', 'accept-ranges': 'bytes' };
      void reply.headers({ ...headers, 'last-modified': new Date(finishedAt * 1000).toUTCString() }).type(contentType);
      if (packed) void reply.header('content-encoding', 'gzip');
    };
    if (isNotModified(request.headers, { etag, lastModified: finishedAt }, Date.now() / 1000)) {
      describe();
      return void reply.code(304).send();
    }
    const range = rangeOf(request, etag, length);
    if (range === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${length}`);
      throw new ProblemError('range-not-satisfiable', `The result has ${length} bytes in this coding: ask for a range that begins before.`);
    }
    if (isHead(request)) {
      describe();
      reply.hijack();
      reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), 'content-length': length }).end();
      return;
    }
    const parts = await this.jobs.partsOf(job.jobId);
    if (emptyIsNothing && parts.every(({ release }) => release.counts.blocks === 0)) return void reply.code(204).send();
    if (clientHasLeft(reply)) return;
    const releases = await this.#recordAnew(parts);
    describe();
    if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${length}`);
    const [first = 0, last = length - 1] = range === 'whole' ? [] : [range.start, range.end];
    void reply.header('content-length', last - first + 1);
    if (releases.length === 1) void reply.header('release-id', releases[0]!.releaseId);
    await this.#stream(job, { start: first, end: last }, compressible && !packed, parts, releases, reply);
  }

  /** @throws ProblemError `release-refused` when one of the authorizations does not allow it any more */
  async #recordAnew(parts: readonly PreparedPart[]): Promise<RecordRelease[]> {
    const releases = parts.map(({ release }): RecordRelease => ({ ...release, releaseId: randomUUID() }));
    const recorded: RecordRelease[] = [];
    for (let from = 0; from < releases.length; from += AT_ONCE) {
      const some = releases.slice(from, from + AT_ONCE);
      const answers = await Promise.allSettled(some.map((release) => recordRelease(release, this.requests)));
      recorded.push(...some.filter((_, i) => answers[i]!.status === 'fulfilled'));
      const refused = answers.find((answer) => answer.status === 'rejected');
      if (!refused) continue;
      await this.#abandon(recorded);
      throw releases.length > 1 ? forBulk(refused.reason) : refused.reason;
    }
    await this.accessLog.begin(...releases);
    return releases;
  }

  /** Parts that are on record and that nobody gets: the access log says so. */
  async #abandon(releases: readonly RecordRelease[]): Promise<void> {
    await this.accessLog.begin(...releases);
    await this.accessLog.endUnsent(releases);
  }

  async #stream(
    job: Job,
    range: ByteRange,
    unpack: boolean,
    parts: readonly PreparedPart[],
    releases: readonly RecordRelease[],
    reply: FastifyReply,
  ): Promise<void> {
    let state: EndState = 'failed';
    const sent = { bytes: 0 };
    reply.hijack();
    try {
      reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
      const bytes = unpack ? this.#unpacked(job, range) : this.#stored(job, range);
      const { complete } = await sendChunks(bytes, reply.raw, sent);
      state = complete ? 'complete' : 'aborted';
    } catch (error) {
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
    }
    // Of a bulk each authorization is told its own part, counted before it was packed.
    const bytesOf = (i: number): number => (releases.length === 1 ? sent.bytes : state === 'complete' ? parts[i]!.bytes : 0);
    await this.accessLog.end(...releases.map(({ releaseId }, i) => ({ releaseId, state, bytes: bytesOf(i) })));
  }

  async *#stored(job: Job, range: ByteRange): AsyncGenerator<Buffer> {
    if (range.end < range.start) return;
    for await (const chunk of this.files.read(nameOf(job), range)) yield chunk as Buffer;
  }

  /** The same bytes unpacked: what lies before the range is unpacked too, and thrown away. */
  async *#unpacked(job: Job, { start, end }: ByteRange): AsyncGenerator<Buffer> {
    let place = 0;
    // A pipe of its own would keep the file open when the reader stops, and nobody would hear of what goes wrong with it.
    const unpacked = createGunzip();
    pipeline(this.files.read(nameOf(job)), unpacked, () => undefined);
    for await (const chunk of unpacked) {
      const bytes = chunk as Buffer;
      const wanted = bytes.subarray(Math.max(0, start - place), Math.max(0, end + 1 - place));
      if (wanted.length > 0) yield wanted;
      place += bytes.length;
      if (place > end) return;
    }
  }
}

const nameOf = ({ jobId, result }: Job): ResultName => ({ jobId, sha256: result!.sha256 });

/** Results lie there as gzip only: other codings of the client's liking do not count. */
const gzipOf = (header: string | undefined): string | undefined =>
  header
    ?.split(',')
    .filter((item) => !/^\s*br\s*(;|$)/i.test(item))
    .join(',');

/** RFC 9110 section 13.1.5: If-Range with anything but this very ETag asks for the whole. */
function rangeOf({ headers }: FastifyRequest, etag: string, length: number): ReturnType<typeof byteRange> {
  const condition = headers['if-range'];
  return condition !== undefined && condition !== etag ? 'whole' : byteRange(headers.range, length);
}

function forBulk(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.code !== 'release-refused') return error;
  const detail = `One of the authorizations in this result does not allow it any more (${error.message}). Ask for the batch again: the new result leaves it out.`;
  return new ProblemError('release-refused', detail, error.members);
}
