import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';
import { CustomerChanges1764000000400 } from './1764000000400-customer-changes.js';

/** The migrations of the schema meter_ingestion, oldest first. */
export const migrations = [InitialSchema1764000000000, CustomerChanges1764000000400];
