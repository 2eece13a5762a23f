import { AddPreparedBatches1764000002000 } from './add-prepared-batches.js';
import { AddRefusals1764000001000 } from './add-refusals.js';
import { CreateDataDeliveryTables1764000000000 } from './create-data-delivery-tables.js';

/** In the order in which they run. */
export const migrations = [CreateDataDeliveryTables1764000000000, AddRefusals1764000001000, AddPreparedBatches1764000002000];
