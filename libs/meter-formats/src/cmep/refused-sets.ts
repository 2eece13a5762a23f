import type { ChannelType, RefusedReadings } from '../meter-readings.js';
import { HEADER_FIELDS, type Header } from './header-fields.js';
import { LineFault } from './reason-codes.js';
import { endOf, expectTriples } from './sets.js';

/** What the sets of a refused MEPMD01 record would have brought; undefined where their number or their times are not to be read. */
export function refusedSets(fields: readonly string[], header: Header, channel: ChannelType): RefusedReadings | undefined {
  const { meterNumber, stream, count, step, unit } = header;
  if (!unit.register && step === 0) return undefined;
  let [first, last, previous] = [Infinity, -Infinity, undefined as number | undefined];
  try {
    expectTriples(fields, HEADER_FIELDS, count);
    for (let i = 0; i < count; i++) {
      previous = endOf(fields[HEADER_FIELDS + 3 * i]!, previous, header, i);
      first = Math.min(first, previous);
      last = Math.max(last, previous);
    }
  } catch (error) {
    if (error instanceof LineFault) return undefined;
    throw error;
  }
  const span = unit.register ? { from: first, to: last + 1 } : { from: first - step, to: last };
  return { meterNumber, channel, ...(stream !== undefined && { stream }), ...span };
}
