import { AddBillingSummaries1795442200000 } from './add-billing-summaries.js';
import { AddImportEffectBatches1795442400000 } from './add-import-effect-batches.js';
import { AddPreparedBatches1764000002000 } from './add-prepared-batches.js';
import { AddRefusals1764000001000 } from './add-refusals.js';
import { NarrowReadingDays1795449600000 } from './narrow-reading-days.js';
import { CreateDataDeliveryTables1764000000000 } from './create-data-delivery-tables.js';

/** In the order in which they run. */
export const migrations = [
  CreateDataDeliveryTables1764000000000,
  AddRefusals1764000001000,
  AddPreparedBatches1764000002000,
  AddBillingSummaries1795442200000,
  AddImportEffectBatches1795442400000,
  NarrowReadingDays1795449600000,
];
