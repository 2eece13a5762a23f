import { formatTimestamp } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { PlannedChannel, ReleasePlan } from '../release/release-plan.js';
import { csvField } from './csv-field.js';
import type { FaceWriter } from './face-writer.js';
import { readingLabels } from './reading-labels.js';
import { shownBlocks, type ShownReading } from './shown-blocks.js';

/** What all readings of a meter reading have in common, in the order of the columns. */
export interface RowLabels {
  readonly subscription: string;
  readonly usage_point: string;
  readonly meter_reading: string;
  readonly commodity: string;
  readonly flow_direction: string;
  readonly accumulation_behaviour: string;
  readonly unit: string;
  readonly power_of_ten_multiplier: number;
}

export function rowLabels(channel: PlannedChannel, addresses: FeedAddresses): RowLabels {
  const { commodity, flowDirection, accumulationBehaviour, unit, powerOfTenMultiplier } = readingLabels(channel.readingTypeKey);
  return {
    subscription: addresses.subscription,
    usage_point: addresses.usagePointPath(channel.usagePointId),
    meter_reading: addresses.meterReadingPath(channel),
    commodity,
    flow_direction: flowDirection,
    accumulation_behaviour: accumulationBehaviour,
    unit,
    power_of_ten_multiplier: powerOfTenMultiplier,
  };
}

/**
 * A form of one line a reading; a block is written at a time.
 * @param marked false: without times of use and costs, as the first renderers wrote
 */
abstract class RowFace implements FaceWriter {
  constructor(protected readonly marked = true) {}

  abstract head(): Iterable<Piece>;

  /** The text of a line, given what its meter reading has in common. */
  protected abstract lines(labels: RowLabels, currency: number | undefined): (reading: ShownReading) => string;

  async *part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    for (const usagePoint of plan.usagePoints) {
      for (const channel of usagePoint.channels) {
        const line = this.lines(rowLabels(channel, addresses), channel.marks?.currency);
        for await (const { readings } of shownBlocks(channel, pages)) {
          let text = '';
          for (const reading of readings) text += line(reading);
          yield text;
        }
      }
    }
  }

  *tail(): Iterable<Piece> {}
}

const CSV_HEAD =
  'subscription,usage_point,meter_reading,commodity,flow_direction,accumulation_behaviour,unit,power_of_ten_multiplier,start,duration_seconds,value,quality';

/**
 * RFC 4180. Of ids, words, numbers and UTC times only words may need quotes: those of a register of one time of use hold a comma. What is
 * not known of a reading is empty.
 */
export class CsvFace extends RowFace {
  /** @param quoted false: without quotes, as the first renderers wrote */
  constructor(
    marked = true,
    private readonly quoted = true,
  ) {
    super(marked);
  }

  *head(): Iterable<Piece> {
    yield `${CSV_HEAD}${this.marked ? ',tou,cost,currency' : ''}\r\n`;
  }

  protected lines(labels: RowLabels, currency: number | undefined): (reading: ShownReading) => string {
    const fields: (string | number)[] = Object.values(labels);
    const first = (this.quoted ? fields.map(csvField) : fields).join(',');
    const marks = ({ tou, cost }: ShownReading): string => `,${tou ?? ''},${cost ?? ''},${cost === undefined ? '' : currency}`;
    return (reading) => {
      const { start, duration, value, quality } = reading;
      return `${first},${formatTimestamp(start)},${duration},${value},${quality}${this.marked ? marks(reading) : ''}\r\n`;
    };
  }
}

/** One JSON object a line, with the names of the CSV columns. What is not known of a reading is left out. */
export class NdjsonFace extends RowFace {
  *head(): Iterable<Piece> {}

  protected lines(labels: RowLabels, currency: number | undefined): (reading: ShownReading) => string {
    const first = JSON.stringify(labels).slice(0, -1);
    const marks = ({ tou, cost }: ShownReading): string =>
      (tou === undefined ? '' : `,"tou":${tou}`) + (cost === undefined ? '' : `,"cost":${cost},"currency":${currency}`);
    return (reading) => {
      const { start, duration, value, quality } = reading;
      const text = `${first},"start":"${formatTimestamp(start)}","duration_seconds":${duration},"value":${value},"quality":${quality}`;
      return `${text}${this.marked ? marks(reading) : ''}}\n`;
    };
  }
}
