import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { FaceWriter } from './face-writer.js';
import { rowLabels, type RowLabels } from './row-faces.js';
import { shownBlocks, type ShownReading } from './shown-blocks.js';

/** Rows of one row group: bounds the memory, and is large enough for columns to pack well. */
const ROW_GROUP = 65_536;

const required = (name: string, type: 'BYTE_ARRAY' | 'INT32' | 'INT64', converted_type?: 'UTF8' | 'TIMESTAMP_MILLIS') => ({
  name,
  type,
  repetition_type: 'REQUIRED' as const,
  ...(converted_type && { converted_type }),
});

const optional = (name: string, type: 'INT32' | 'INT64') => ({ name, type, repetition_type: 'OPTIONAL' as const });

const LABELS = ['subscription', 'usage_point', 'meter_reading', 'commodity', 'flow_direction', 'accumulation_behaviour', 'unit'] as const;
const COLUMNS = [
  ...LABELS.map((name) => required(name, 'BYTE_ARRAY', 'UTF8')),
  required('power_of_ten_multiplier', 'INT32'),
  required('start', 'INT64', 'TIMESTAMP_MILLIS'),
  required('duration_seconds', 'INT32'),
  required('value', 'INT64'),
  required('quality', 'INT32'),
];
const MARKS = [optional('tou', 'INT32'), optional('cost', 'INT64'), optional('currency', 'INT32')];

/**
 * Apache Parquet with the columns of the CSV: row groups leave as they fill, the footer comes last.
 * @param marked false: without times of use and costs, as the first renderer wrote
 */
export class ParquetFace implements FaceWriter {
  readonly #bytes = new DrainedWriter();
  readonly #writer: ParquetWriter;
  #rows = new Rows();

  constructor(private readonly marked = true) {
    const columns = marked ? [...COLUMNS, ...MARKS] : COLUMNS;
    const schema = [{ name: 'reading', num_children: columns.length }, ...columns];
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, createdBy: 'Greenledger' });
  }

  *head(): Iterable<Piece> {
    yield this.#bytes.take();
  }

  async *part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    for (const usagePoint of plan.usagePoints) {
      for (const channel of usagePoint.channels) {
        const labels = rowLabels(channel, addresses);
        for await (const { readings } of shownBlocks(channel, pages)) {
          for (const reading of readings) this.#rows.add(labels, reading, channel.marks?.currency);
          if (this.#rows.count >= ROW_GROUP) yield this.#writeRows();
        }
      }
    }
  }

  *tail(): Iterable<Piece> {
    if (this.#rows.count > 0) yield this.#writeRows();
    void this.#writer.finish();
    yield this.#bytes.take();
  }

  #writeRows(): Uint8Array {
    void this.#writer.write({ columnData: this.#rows.columns(this.marked), rowGroupSize: this.#rows.count });
    this.#rows = new Rows();
    return this.#bytes.take();
  }
}

/** The columns of a row group while it fills. */
class Rows {
  readonly #labels: RowLabels[] = [];
  readonly #starts: Date[] = [];
  readonly #durations: number[] = [];
  readonly #values: bigint[] = [];
  readonly #qualities: number[] = [];
  readonly #tous: (number | null)[] = [];
  readonly #costs: (bigint | null)[] = [];
  readonly #currencies: (number | null)[] = [];

  get count(): number {
    return this.#labels.length;
  }

  add(labels: RowLabels, { start, duration, value, quality, tou, cost }: ShownReading, currency: number | undefined): void {
    this.#labels.push(labels);
    this.#starts.push(new Date(start * 1000));
    this.#durations.push(duration);
    this.#values.push(BigInt(value));
    this.#qualities.push(quality);
    this.#tous.push(tou ?? null);
    this.#costs.push(cost === undefined ? null : BigInt(cost));
    this.#currencies.push(cost === undefined ? null : (currency ?? null));
  }

  columns(marked: boolean) {
    const marks = [
      { name: 'tou', data: this.#tous },
      { name: 'cost', data: this.#costs },
      { name: 'currency', data: this.#currencies },
    ];
    return [
      ...LABELS.map((name) => ({ name, data: this.#labels.map((labels) => labels[name]) })),
      { name: 'power_of_ten_multiplier', data: this.#labels.map((labels) => labels.power_of_ten_multiplier) },
      { name: 'start', data: this.#starts },
      { name: 'duration_seconds', data: this.#durations },
      { name: 'value', data: this.#values },
      { name: 'quality', data: this.#qualities },
      ...(marked ? marks : []),
    ];
  }
}

/** Collects what the library writes until it is taken; `offset` goes on counting over the whole file. */
class DrainedWriter extends ByteWriter {
  take(): Uint8Array {
    const bytes = new Uint8Array(this.getBuffer());
    this.index = 0;
    return bytes;
  }
}
