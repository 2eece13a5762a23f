import type { EquipmentChange } from '../formats/meter-file-line.js';
import type { TextLine } from '../lines/split-lines.js';
import { isDate } from './date-times.js';
import { readCount, readSender } from './header-fields.js';
import { LineFault } from './reason-codes.js';
import type { SourceProfiles } from './source-profile.js';

/** Fields before the named values of an MEPEC01 record. */
const HEADER_FIELDS = 22;
const MOST_PARAMETERS = 16;
const OPERATION = /^(UPDATE|REMOVE|CFG-REQ|CFG)(-ACK|-NAK)?$/;
const ACTIVITIES: ReadonlySet<string> = new Set(['CHANGE', 'SET', 'REMOVE', 'MAINT', '']);
const EQUIPMENT: ReadonlySet<string> = new Set(['METER', 'RECORDER', 'PT', 'CT']);

/**
 * An MEPEC01 record: record id (8), operation (9), purpose (10), comment (11), commodity (12), activity (13), equipment (14),
 * maker (15), model (16), serial (17), identifier (18), purchased (19), installed (20), owner (21), count (22), then names and values.
 * @throws LineFault at the first field at fault.
 */
export function readMepec01(fields: readonly string[], line: TextLine, profiles: SourceProfiles): EquipmentChange {
  if (fields.length < HEADER_FIELDS) throw new LineFault('truncated-line', 'line', fields.at(-1) ?? '');
  const { profile, fileTime } = readSender(fields, profiles);
  const at = (number: number): string => fields[number - 1]!.trim();
  const [operation, activity, equipment] = [at(9), at(13), at(14)];
  if (!OPERATION.test(operation)) throw new LineFault('unknown-operation', 'operation', operation);
  if (!ACTIVITIES.has(activity)) throw new LineFault('unknown-activity', 'activity', activity);
  if (!EQUIPMENT.has(equipment)) throw new LineFault('unknown-equipment', 'equipment', equipment);
  const meterNumber = at(17) || (profile.meterIdFallback === 'receiverCustomerId' ? at(6) : '');
  if (meterNumber === '') throw new LineFault('meter-id-blank', 'serial number', at(17));
  const [purchased, installed] = [dayOf(at(19), 'date of purchase'), dayOf(at(20), 'date of installation')];
  const named = { comment: at(11), commodity: at(12), maker: at(15), model: at(16), identifier: at(18), purchased, owner: at(21) };
  const attributes = Object.entries({ ...named, ...parametersOf(fields) }).filter(([, value]) => value !== '');
  const record = { kind: 'equipment' as const, line: line.number, meterNumber, fileTime, operation, activity, equipment };
  return { ...record, ...(installed === '' ? {} : { installed }), attributes: Object.fromEntries(attributes), raw: line.text };
}

function parametersOf(fields: readonly string[]): Record<string, string> {
  const text = fields[HEADER_FIELDS - 1]!;
  const count = text === '' || text === '0' ? 0 : readCount(text, MOST_PARAMETERS);
  const extra = fields.length - HEADER_FIELDS - 2 * count;
  if (extra < 0 || fields.slice(HEADER_FIELDS + 2 * count).some((field) => field !== '')) {
    throw new LineFault('count-does-not-match', 'count', text);
  }
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`parameter ${fields[HEADER_FIELDS + 2 * i]!}`, fields[HEADER_FIELDS + 2 * i + 1]!]),
  );
}

function dayOf(text: string, field: string): string {
  if (text === '') return '';
  if (!isDate(text)) throw new LineFault('date-not-valid', field, text);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}
