import { AddBillingSummaries1795442200000 } from './add-billing-summaries.js';
import { AddImportEffectBatches1795442400000 } from './add-import-effect-batches.js';
import { AddPowerQualitySummaries1795443300000 } from './add-power-quality-summaries.js';
import { AddPreparedBatches1764000002000 } from './add-prepared-batches.js';
import { AddRefusals1764000001000 } from './add-refusals.js';
import { AddTariffs1795450300000 } from './add-tariffs.js';
import { LabelPreparedBatches1795443000000 } from './label-prepared-batches.js';
import { NarrowReadingDays1795449600000 } from './narrow-reading-days.js';
import { AddReadingMonths1795449700000 } from './add-reading-months.js';
import { CreateDataDeliveryTables1764000000000 } from './create-data-delivery-tables.js';

/** In the order in which they run. */
export const migrations = [
  CreateDataDeliveryTables1764000000000,
  AddRefusals1764000001000,
  AddPreparedBatches1764000002000,
  AddBillingSummaries1795442200000,
  AddImportEffectBatches1795442400000,
  LabelPreparedBatches1795443000000,
  AddPowerQualitySummaries1795443300000,
  NarrowReadingDays1795449600000,
  AddReadingMonths1795449700000,
  AddTariffs1795450300000,
];
