import { type Decimal, multiply, parseDecimal } from '../decimal.js';
import type { ChannelType } from '../meter-readings.js';
import { CSV_UNITS } from './csv-units.js';
import type { CsvChannel, CsvMapping } from './csv-mapping.js';
import { checkCsvMapping } from './check-csv-mapping.js';
import { type DateTimeParser, dateTimeParser } from './date-time-format.js';
import { LocalClock } from './local-clock.js';

/** A channel of a mapping, ready to be used. */
export interface CompiledChannel {
  /** Tells it from the other channels of the mapping. */
  readonly name: string;
  readonly type: ChannelType;
  /** From the written value to the channel's whole number. */
  readonly factor: Decimal;
  readonly register: boolean;
}

/** A mapping, checked and ready to be used. */
export interface CompiledMapping {
  readonly mapping: CsvMapping;
  readonly parse: DateTimeParser;
  readonly clock: LocalClock;
  readonly channel: CompiledChannel;
  readonly channels: ReadonlyMap<string, CompiledChannel>;
}

/** @throws RangeError with every fault of the mapping, when it has any. */
export function compileMapping(mapping: CsvMapping): CompiledMapping {
  const faults = checkCsvMapping(mapping);
  if (faults.length > 0) throw new RangeError(`The CSV mapping is not valid: ${faults.join('; ')}`);
  const multiplier = parseDecimal(mapping.multiplier ?? '1')!;
  const compile = (channel: CsvChannel, name: string): CompiledChannel => compileChannel(channel, name, multiplier);
  return {
    mapping,
    parse: dateTimeParser(mapping.dateTimeFormat)!,
    clock: new LocalClock(mapping.timeZone),
    channel: compile(mapping.channel, ''),
    channels: new Map(Object.entries(mapping.channelColumn?.channels ?? {}).map(([word, channel]) => [word, compile(channel, word)])),
  };
}

function compileChannel(
  { commodity, flowDirection, unit, register, intervalLength }: CsvChannel,
  name: string,
  multiplier: Decimal,
): CompiledChannel {
  const { kind, uom, powerOfTenMultiplier, factor } = CSV_UNITS.get(unit)!;
  return {
    name,
    type: {
      commodity,
      flowDirection,
      accumulationBehaviour: register ? 1 : 4,
      kind,
      uom,
      powerOfTenMultiplier,
      intervalLength: register ? 0 : intervalLength!,
    },
    factor: multiply(factor, multiplier),
    register,
  };
}
