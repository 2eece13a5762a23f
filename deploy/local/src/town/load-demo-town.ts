import type { CompanyCredentials } from '../company/index.js';
import { checkout } from '../run/checkout.js';
import type { Stack } from '../run/stack.js';
import { demoTown, TOWN_TIME_ZONE, type DemoTown, type TownFile } from './demo-town.js';
import { localDayOf } from './local-days.js';
import { registerDemoCompany } from './register-company.js';
import { sharedFiles } from './shared-files.js';
import { upload, waitUntilStored, type ImportStatus, type UploadTarget } from './upload.js';

export interface LoadedTown {
  readonly town: DemoTown;
  /** As the import API told them, once stored; the extracts are not among them. */
  readonly imports: readonly ImportStatus[];
}

/** Told in one line what happens. */
export type Note = (text: string) => void;

/** Uploads the town (and the shared samples where they lie), waits until all is stored, and registers the demo company. */
export async function loadDemoTown(
  stack: Stack,
  note: Note = () => undefined,
): Promise<LoadedTown & { readonly company: CompanyCredentials }> {
  const target = { origin: stack.origin, operator: stack.operator, fetch };
  const town = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
  const imports = await importTown(target, town);
  const shared = await importSharedFiles(target, note);
  return { town, imports: [...imports, ...shared], company: await registerDemoCompany(stack) };
}

/** Uploads the town's extract, then its meter files, and resolves when all readings are stored. */
export async function importTown(target: UploadTarget, town: DemoTown): Promise<ImportStatus[]> {
  return importFiles(target, [town.cis, ...town.customerRecords], town.meterFiles);
}

/** The same for the sample files beside the checkout; says so in a line when there are none. */
export async function importSharedFiles(target: UploadTarget, note: Note): Promise<ImportStatus[]> {
  const shared = sharedFiles(checkout);
  if (!shared) {
    note('No sample files at ../shared/meter-data/cmep: the generated town only.');
    return [];
  }
  return importFiles(target, [shared.cis], shared.meterFiles);
}

/** Extracts are finished one by one before the readings come that need them; all readings are received before the first is waited for. */
async function importFiles(target: UploadTarget, extracts: readonly TownFile[], meterFiles: readonly TownFile[]): Promise<ImportStatus[]> {
  for (const extract of extracts) await waitUntilStored(target, (await upload(target, 'cis-extracts', extract)).importId);
  const received: ImportStatus[] = [];
  for (const file of meterFiles) received.push(await upload(target, 'meter-files', file));
  const stored: ImportStatus[] = [];
  for (const { importId } of received) stored.push(await waitUntilStored(target, importId));
  return stored;
}
