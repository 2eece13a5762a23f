import { Injectable } from '@nestjs/common';
import { type CmepLine, type LineReject, readCmep } from '@greenledger/meter-formats';
import { DataSource } from 'typeorm';
import { BlockCollector } from './block-collector.js';
import { Crosswalk } from './crosswalk.js';
import type { ImportRecord } from './import-record.js';
import { MeterFileProgress } from './meter-file-progress.js';
import { placeLine } from './place-line.js';
import { RawFileStore } from './raw-file-store.js';

/** Lines that are looked up in the crosswalk together. */
const GROUP = 256;
const MOST_REJECTS = 500;

/**
 * Parses a kept meter file, validates it against the crosswalk and appends its blocks to the log, batch by batch. Each batch
 * commits with the line it reaches, so an interrupted import goes on behind the last commit and neither loses nor doubles.
 */
@Injectable()
export class MeterFileImport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: RawFileStore,
    private readonly progress: MeterFileProgress,
  ) {}

  /** @throws UnrecognizedFileError before anything is taken. */
  async run(record: ImportRecord): Promise<void> {
    const run = new MeterFileRun(record, new Crosswalk(this.dataSource), this.progress);
    let group: CmepLine[] = [];
    for await (const line of readCmep(this.store.read(record.sha256))) {
      if (line.line <= record.resumeLine) continue;
      group.push(line);
      if (group.length < GROUP) continue;
      await run.take(group);
      group = [];
    }
    await run.take(group);
    await run.finish();
  }
}

/** One run over the lines of one import. */
class MeterFileRun {
  readonly #collector = new BlockCollector();
  #rejects: LineReject[] = [];
  #acceptedLines = 0;
  #line: number;
  #batches: number;

  constructor(
    private readonly record: ImportRecord,
    private readonly crosswalk: Crosswalk,
    private readonly progress: MeterFileProgress,
  ) {
    this.#line = record.resumeLine;
    this.#batches = record.batches;
  }

  async take(lines: readonly CmepLine[]): Promise<void> {
    await this.crosswalk.load(lines.flatMap((line) => (line.kind === 'readings' ? [line.meterNumber] : [])));
    for (const line of lines) {
      const placed = line.kind === 'readings' ? placeLine(line, this.crosswalk.of(line.meterNumber)) : line;
      if ('kind' in placed) {
        this.#rejects.push(placed);
      } else if (line.kind === 'readings') {
        if (this.#collector.contradicts(line.fileTime, line.channel, placed)) await this.#commit();
        this.#collector.add(line.fileTime, line.channel, placed);
        this.#acceptedLines++;
      }
      this.#line = line.line;
      if (this.#collector.isFull || this.#rejects.length >= MOST_REJECTS) await this.#commit();
    }
  }

  async finish(): Promise<void> {
    await this.#commit();
    await this.progress.complete(this.record.id);
  }

  async #commit(): Promise<void> {
    const { batches, readings } = this.#collector.take();
    if (batches.length === 0 && this.#rejects.length === 0) return;
    const [rejects, acceptedLines] = [this.#rejects, this.#acceptedLines];
    await this.progress.commit({
      importId: this.record.id,
      firstBatch: this.#batches,
      batches,
      readings,
      rejects,
      acceptedLines,
      line: this.#line,
    });
    this.#batches += batches.length;
    this.#rejects = [];
    this.#acceptedLines = 0;
  }
}
