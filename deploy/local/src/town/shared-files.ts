import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cisExtract, type CisRow } from './cis-extract.js';
import type { TownFile } from './demo-town.js';

/** Holder of all meters of the shared sample files. */
export const SHARED_CUSTOMER = { customerNumber: 'C-900001', name: 'Sample Meters', email: 'sample.meters@example.net' } as const;

/** MEPMD02 (time of use) is not read yet. */
const NOT_READ = new Set(['electric-tou-mepmd02.cmep']);
const SERVICE_KINDS: Record<string, string> = { E: 'electric', G: 'gas', W: 'water' };

export interface SharedFiles {
  readonly cis: TownFile;
  readonly meterFiles: readonly TownFile[];
}

/** The sample files that lie beside a checkout (`../shared/meter-data/cmep`), or undefined where there are none. */
export function sharedFiles(repository: string): SharedFiles | undefined {
  const folder = join(repository, '../shared/meter-data/cmep');
  const valid = join(folder, 'synthetic/valid');
  if (!existsSync(valid)) return undefined;
  const names = readdirSync(valid).filter((name) => name.endsWith('.cmep') && !NOT_READ.has(name));
  const meterFiles = [
    read(folder, 'sensus-rni-register-reads.dat'),
    // First deliveries before resends: `electric-raw-…` sorts before `electric-resend-…`.
    ...names.sort().map((name) => read(valid, name)),
  ];
  const meters = new Map(meterFiles.flatMap(({ content }) => metersOf(content)));
  const content = cisExtract([...meters].map(([meter, kind], i) => cisRow(meter, kind, i)));
  return { cis: { fileName: 'shared-samples-cis.csv', content }, meterFiles };
}

const read = (folder: string, fileName: string): TownFile => ({ fileName, content: readFileSync(join(folder, fileName), 'utf8') });

/** Meter number and service kind of every line; the Sensus sample leaves field 8 blank and has the number in field 6. */
function metersOf(content: string): Array<[meter: string, kind: string]> {
  const lines = content.split(/\r?\n/).filter((line) => line.startsWith('MEPMD01,'));
  return lines.map((line) => {
    const fields = line.replace(/"[^"]*"/g, '').split(',');
    return [fields[7] || fields[5]!, SERVICE_KINDS[fields[9]!] ?? 'electric'];
  });
}

function cisRow(meter: string, kind: string, index: number): CisRow {
  return {
    customer_number: SHARED_CUSTOMER.customerNumber,
    customer_name: SHARED_CUSTOMER.name,
    email: SHARED_CUSTOMER.email,
    locale: 'en',
    account_number: 'A-900001',
    agreement_number: `SA-9${String(index).padStart(3, '0')}`,
    service_kind: kind,
    service_from: '2010-01-01',
    service_to: '',
    service_point_number: `SP-9${String(index).padStart(3, '0')}`,
    address: `${index + 1} Sample Way, Greenfield`,
    postcode: '95999',
    time_zone: 'America/Los_Angeles',
    tariff: '',
    meter_number: meter,
    meter_from: '2010-01-01',
    meter_to: '',
  };
}
