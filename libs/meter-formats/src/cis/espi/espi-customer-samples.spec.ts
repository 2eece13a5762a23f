import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CIS_REASONS, type CisFileLine, readCisFile, recognizeFormat, UnrecognizedFileError } from '../../index.js';

const root = process.env['SHARED_DIR'] ?? join(process.cwd(), '../shared');
const SAMPLES = {
  authored: 'espi/samples/authored/customer-batch-with-statement.xml',
  utilityApi: 'espi/samples/hosted-utilities/accounting_point_data.xml',
  customerOnly: 'espi/samples/openespi-4/Customer-Subscription-Feed-Anonymized.xml',
  pge: 'meter-data/espi-pge/PGERetailCustomer.xml',
  sce: 'meter-data/espi-sce/BulkSCERetailCustomer.xml',
};
const present = existsSync(join(root, SAMPLES.authored));
if (!present)
  process.stderr.write(`The samples of customer files are skipped: there is no ${join(root, SAMPLES.authored)} (set SHARED_DIR)\n`);
const withSamples = present ? describe : describe.skip;
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(root, path)));

async function read(bytes: Uint8Array): Promise<CisFileLine[]> {
  const lines: CisFileLine[] = [];
  const chunks = (async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  })();
  try {
    for await (const line of readCisFile('espi', chunks, { timeZone: 'America/Los_Angeles', locale: 'en' })) lines.push(line);
  } catch (error) {
    if (!(error instanceof UnrecognizedFileError)) throw error;
    expect(lines).toEqual([]);
  }
  return lines;
}
const codesOf = (lines: readonly CisFileLine[]): string[] => [
  ...new Set(lines.flatMap((line) => (line.kind === 'reject' ? [`${line.code} ${line.field}`] : []))),
];

withSamples('customer files of other senders', () => {
  it.each(Object.entries(SAMPLES))('%s goes to the door of the extracts', (_name, path) => {
    expect(recognizeFormat(bytesOf(path).subarray(0, 4_096))).toEqual({ kind: 'cis-extract' });
  });

  it('that after the standard is read, but for a meter without dates', async () => {
    const lines = await read(bytesOf(SAMPLES.authored));
    expect(lines).toMatchObject([
      { kind: 'reject', code: 'meter-from-missing', value: '0000000002' },
      {
        kind: 'row',
        customerNumber: '7f02',
        customerName: 'Sample Customer',
        email: 'sample@customer.example',
        customerKind: 'residential',
        accountNumber: '0000000000',
        agreementNumber: '0000000001',
        serviceFrom: 1_577_865_600,
        servicePointNumber: '0a11',
        address: '1 Example Street, Anytown CA, US',
        postcode: '00000',
      },
      { kind: 'remark', text: expect.stringMatching(/^ServiceSupplier \(1\)/) },
      { kind: 'remark', text: expect.stringMatching(/^Statement \(1\)/) },
    ]);
  });

  it('that of PG&E has its names and codes in other places, and a meter without dates', async () => {
    const lines = await read(bytesOf(SAMPLES.pge));
    expect(lines).toMatchObject([
      { kind: 'reject', code: 'meter-from-missing', value: '1121183459' },
      {
        kind: 'row',
        customerName: 'ACME INDUSTRIES',
        accountNumber: '1687340014',
        agreementNumber: '1112392222',
        serviceFrom: 1_376_550_000,
        address: '140 HAN RD, KING CITY CA',
        postcode: '95101',
        meter: null,
      },
    ]);
  });

  it('those that do not say who, or since when, are refused for that', async () => {
    expect(codesOf(await read(bytesOf(SAMPLES.sce)))).toEqual(['entry-missing Customer']);
    expect(codesOf(await read(bytesOf(SAMPLES.utilityApi)))).toContain('field-missing validityInterval');
    expect(codesOf(await read(bytesOf(SAMPLES.customerOnly)))).toEqual(['entry-missing CustomerAccount']);
  });

  it('damaged anywhere they give rows, refusals or nothing, and never more rows than entries', async () => {
    const files = Object.values(SAMPLES).map(bytesOf);
    const damage = fc.record({
      file: fc.constantFrom(...files),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 80 }),
      insert: fc.oneof(
        fc.constantFrom('', '<', '>', '</', '&lt;', '&x;', '"', '<!--', '\u0000', '<cust:Customer>', '</entry>', '9999999999999'),
        fc.string({ maxLength: 8 }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, at, remove, insert }) => {
        const cut = Math.floor(at * file.length);
        const bytes = new Uint8Array([...file.subarray(0, cut), ...new TextEncoder().encode(insert), ...file.subarray(cut + remove)]);
        const lines = await read(bytes);
        expect(lines.map(({ position }) => position)).toEqual(lines.map((_, i) => i + 1));
        for (const line of lines) {
          if (line.kind === 'reject') expect(CIS_REASONS).toHaveProperty(line.code);
          if (line.kind === 'row')
            expect([typeof line.serviceFrom, line.customerName !== '', line.accountNumber !== '']).toEqual(['number', true, true]);
        }
        expect(lines.filter(({ kind }) => kind === 'row').length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 150 },
    );
  });
});
