import { Injectable } from '@nestjs/common';
import { readCisFile } from '@greenledger/meter-formats';
import { countedBytes } from '../import/counted-bytes.js';
import type { ImportRecord } from '../import/import-record.js';
import { RawFileStore } from '../import/raw-file-store.js';
import { CisDefaultValues } from './cis-default-values.js';
import { type CisEntry, CisProgress } from './cis-progress.js';

/** Rows of one transaction. */
export const CIS_STEP = 5_000;

/** Reads a kept CIS extract into the customer tables, step by step; what is repeated changes nothing. */
@Injectable()
export class CisImport {
  constructor(
    private readonly store: RawFileStore,
    private readonly progress: CisProgress,
    private readonly defaults: CisDefaultValues,
  ) {}

  /** @throws UnrecognizedFileError before anything is taken. */
  async run(record: ImportRecord): Promise<void> {
    let rows: CisEntry[] = [];
    // The next step is read while the last one is stored.
    let reached = Promise.resolve(record.resumePosition);
    const store = async (step: readonly CisEntry[]): Promise<void> => {
      const readBytes = read.count;
      const from = await reached;
      reached = this.progress.commit(record.id, from, step, readBytes);
      // Whoever awaits it is told; until then it is nobody's.
      reached.catch(() => undefined);
    };
    const notes: string[] = [];
    const read = countedBytes(this.store.read(record.sha256));
    const format = record.format === 'espi' ? 'espi' : 'csv';
    for await (const line of readCisFile(format, read.bytes, this.defaults)) {
      if (line.kind === 'header') {
        if (line.ignored.length > 0) notes.push(`columns that are not read: ${line.ignored.join(', ')}`);
        continue;
      }
      if (line.kind === 'remark') {
        notes.push(line.text);
        continue;
      }
      if (line.position <= record.resumePosition) continue;
      rows.push(line);
      if (rows.length < CIS_STEP) continue;
      await store(rows);
      rows = [];
    }
    if (rows.length > 0) await store(rows);
    await reached;
    await this.progress.complete(record.id, notes);
  }
}
