import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { type ComparedReadings, type DryRunReport, ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { BEGINNING_BYTES, readMeterFile, UnrecognizedFileError } from '@greenledger/meter-formats';
import { DataSource } from 'typeorm';
import { DeliveredBytes } from '../door/delivered-bytes.js';
import { explainUpload, forward } from '../door/forward.js';
import { SeveralFilesError, unpack } from '../door/unpack.js';
import { ChannelStreams } from '../import/channel-streams.js';
import { Crosswalk } from '../import/crosswalk.js';
import { type JudgedLines, MeterFileRun, type PositionedReject } from '../import/meter-file-run.js';
import { type RecognizedFile, UploadRecognizer } from '../import/upload-recognizer.js';
import { UploadService } from '../import/upload.service.js';
import { readingRules } from '../profiles/reading-rules.js';
import { inquiriesOf } from './inquiries-of.js';
import { type ProfileChoice, SourceProfileStore } from '../profiles/source-profiles.js';

/** Rejects that are shown; all are counted. */
const MOST_SHOWN = 100;

/** Reads a meter file as an import would, and only tells what would come of it. Nothing is kept, neither the file nor a row. */
@Injectable()
export class DryRun {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
    private readonly profiles: SourceProfileStore,
    private readonly uploads: UploadService,
  ) {}

  /** @throws ProblemError `unrecognized-file`, `payload-too-large`, `not-found` (profile), `unavailable`. */
  async ofUpload(body: Readable, choice: ProfileChoice | undefined, now: Date): Promise<DryRunReport> {
    const recognizer = await UploadRecognizer.prepare(this.profiles, 'meter-file', choice);
    const delivered = new DeliveredBytes(this.uploads.limits.delivered);
    const tally = new Tally();
    forward(body, delivered);
    try {
      let report: DryRunReport | undefined;
      await pipeline(delivered, async (source: AsyncIterable<Uint8Array>) => {
        const { content, beginning } = await beginningOf(unpack(source, this.uploads.unpacking, () => undefined));
        const refused = recognizer.judge(beginning);
        if (refused) throw refused;
        report = await this.#judge(recognizer.found, content, tally, now);
      });
      return report!;
    } catch (error) {
      if (error instanceof SeveralFilesError) {
        await error.archive.discard();
        throw new ProblemError('unrecognized-file', 'A trial takes one file, and the zip archive holds several. Try them one by one.');
      }
      if (error instanceof UnrecognizedFileError) throw new ProblemError('unrecognized-file', `${error.message}.`);
      throw explainUpload(error, body);
    }
  }

  async #judge(file: RecognizedFile, content: AsyncIterable<Uint8Array>, tally: Tally, now: Date): Promise<DryRunReport> {
    const inForce = await this.profiles.inForce(file.profileRevision);
    const rules = readingRules(file.format!, file.profile, inForce, Math.floor(now.getTime() / 1_000));
    const run = new MeterFileRun(rules, new Crosswalk(this.dataSource), new ChannelStreams(this.dataSource), async (judged) => {
      tally.add(judged);
      for (const batch of judged.batches)
        for (const blocks of inquiriesOf(batch))
          tally.compare(await this.requests.request('data-delivery.compare-blocks', { fileTime: batch.fileTime, blocks }));
    });
    for await (const line of readMeterFile(rules.format, content, rules.options)) await run.take(line);
    await run.finish();
    const profile = file.profile ? { name: file.profile.name, version: file.profile.version } : null;
    return { format: rules.format, profile, ...tally.report() };
  }
}

class Tally {
  readonly #lines = { accepted: 0, rejected: 0, noted: 0 };
  readonly #readings = { added: 0, corrected: 0, duplicate: 0, superseded: 0 };
  readonly #reasons = new Map<string, number>();
  readonly #rejects: Omit<PositionedReject, 'kind' | 'readings'>[] = [];

  add({ accepted, rejects, notes }: JudgedLines): void {
    this.#lines.accepted += accepted.length;
    this.#lines.rejected += rejects.length;
    this.#lines.noted += notes.length;
    for (const { kind: _kind, readings: _readings, ...reject } of rejects) {
      this.#reasons.set(reject.code, (this.#reasons.get(reject.code) ?? 0) + 1);
      if (this.#rejects.length < MOST_SHOWN) this.#rejects.push(reject);
    }
  }

  compare(counts: ComparedReadings): void {
    for (const each of ['added', 'corrected', 'duplicate', 'superseded'] as const) this.#readings[each] += counts[each];
  }

  report(): Omit<DryRunReport, 'format' | 'profile'> {
    return { lines: this.#lines, readings: this.#readings, reasons: Object.fromEntries(this.#reasons), rejects: this.#rejects };
  }
}

/** The first bytes of a stream, and the whole of it. */
async function beginningOf(source: AsyncIterable<Uint8Array>): Promise<{ beginning: Buffer; content: AsyncIterable<Uint8Array> }> {
  const chunks = source[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < BEGINNING_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  async function* content(): AsyncGenerator<Uint8Array> {
    yield beginning;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { beginning: beginning.subarray(0, BEGINNING_BYTES), content: content() };
}
