import { Injectable } from '@nestjs/common';
import { readMeterFile } from '@greenledger/meter-formats';
import { DataSource } from 'typeorm';
import { readingRules } from '../profiles/reading-rules.js';
import { SourceProfileStore } from '../profiles/source-profiles.js';
import { OpenRejects } from '../quarantine/open-rejects.js';
import { ChannelStreams } from './channel-streams.js';
import { CommitQueue } from './commit-queue.js';
import { countedBytes } from './counted-bytes.js';
import { CrosswalkStates } from './crosswalk.js';
import type { ImportRecord } from './import-record.js';
import { MeterFileProgress } from './meter-file-progress.js';
import { MeterFileRun } from './meter-file-run.js';
import { RawFileStore } from './raw-file-store.js';

/**
 * Parses a kept meter file, validates it against crosswalk and source profile and appends its blocks to the log, batch by
 * batch. Each batch commits with the position it reaches, so an interrupted import goes on behind the last commit and neither
 * loses nor doubles. A replay takes only those lines that are still refused.
 */
@Injectable()
export class MeterFileImport {
  readonly #crosswalks: CrosswalkStates;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: RawFileStore,
    private readonly profiles: SourceProfileStore,
    private readonly openRejects: OpenRejects,
    private readonly progress: MeterFileProgress,
  ) {
    this.#crosswalks = new CrosswalkStates(dataSource);
  }

  /** @throws UnrecognizedFileError before anything is taken. */
  async run(record: ImportRecord): Promise<void> {
    const wanted = record.replayOf === null ? undefined : await this.openRejects.positions(record.replayOf);
    const rules = await this.#rules(record);
    const read = countedBytes(this.store.read(record.sha256));
    let { batches } = record;
    const commits = new CommitQueue();
    const run = new MeterFileRun(rules, await this.#crosswalks.now(), new ChannelStreams(this.dataSource), (judged) => {
      const step = { ...judged, importId: record.id, replayOf: record.replayOf, firstBatch: batches, readBytes: read.count };
      batches += judged.batches.length;
      return commits.add(() => this.progress.commit(step));
    });
    try {
      for await (const line of readMeterFile(rules.format, read.bytes, rules.options)) {
        if (line.position <= record.resumePosition || wanted?.has(line.position) === false) continue;
        // Most lines only join a group: waiting for nothing would cost more than the line.
        const judging = run.take(line);
        if (judging) await judging;
      }
      await run.finish();
      await commits.drain();
    } finally {
      await commits.settle();
    }
    await this.progress.complete(record.id);
  }

  async #rules({ format, profile, profileRevision, receivedAt }: ImportRecord): ReturnType<MeterFileImport['rulesFor']> {
    return this.rulesFor(format ?? 'cmep', profile, profileRevision, receivedAt);
  }

  /** The rules by which a file is read; the same for ever for the same arguments. */
  async rulesFor(
    format: NonNullable<ImportRecord['format']>,
    profile: ImportRecord['profile'],
    profileRevision: number,
    receivedAt: Date,
  ): Promise<ReturnType<typeof readingRules>> {
    const chosen = profile === null ? undefined : await this.profiles.choose(profile);
    const inForce = await this.profiles.inForce(profileRevision);
    return readingRules(format, chosen, inForce, Math.floor(receivedAt.getTime() / 1_000));
  }
}
