import type { ChannelType, LineOfReadings, MeterReading } from '../meter-readings.js';
import type { TextLine } from '../lines/split-lines.js';
import { type Header, readHeader } from './header-fields.js';
import { LineFault } from './reason-codes.js';
import { refusedSets } from './refused-sets.js';
import { readSets } from './sets.js';
import type { SourceProfiles } from './source-profile.js';

/** An MEPMD01 record: interval use, or register reads. @throws LineFault at the first field at fault. */
export function readMepmd01(fields: readonly string[], line: TextLine, profiles: SourceProfiles): LineOfReadings {
  const header = readHeader(fields, profiles);
  const { kind, flowDirection, accumulationBehaviour, uom, powerOfTenMultiplier, register } = header.unit;
  const intervalLength = register ? 0 : header.step;
  const channel = { commodity: header.commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength };
  const record = {
    kind: 'readings' as const,
    line: line.number,
    meterNumber: header.meterNumber,
    channel,
    fileTime: header.fileTime,
    readings: setsOf(fields, header, channel),
    raw: line.text,
  };
  return header.stream === undefined ? record : { ...record, stream: header.stream };
}

/** A fault in a set leaves meter, channel and times as they are: the reject tells them. */
function setsOf(fields: readonly string[], header: Header, channel: ChannelType): readonly MeterReading[] {
  try {
    return readSets(fields, header);
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    throw new LineFault(error.code, error.field, error.value, refusedSets(fields, header, channel));
  }
}
