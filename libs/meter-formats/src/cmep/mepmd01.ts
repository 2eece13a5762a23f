import type { LineOfReadings } from '../meter-readings.js';
import type { TextLine } from '../lines/split-lines.js';
import { readHeader } from './header-fields.js';
import { readSets } from './sets.js';
import type { SourceProfiles } from './source-profile.js';

/** An MEPMD01 record: interval use, or register reads. @throws LineFault at the first field at fault. */
export function readMepmd01(fields: readonly string[], line: TextLine, profiles: SourceProfiles): LineOfReadings {
  const header = readHeader(fields, profiles);
  const readings = readSets(fields, header);
  const { kind, flowDirection, accumulationBehaviour, uom, powerOfTenMultiplier, register } = header.unit;
  const intervalLength = register ? 0 : header.step;
  const record = {
    kind: 'readings' as const,
    line: line.number,
    meterNumber: header.meterNumber,
    channel: { commodity: header.commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength },
    fileTime: header.fileTime,
    readings,
    raw: line.text,
  };
  return header.stream === undefined ? record : { ...record, stream: header.stream };
}
