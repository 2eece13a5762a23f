import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';

/** The migrations of the schema meter_ingestion, oldest first. */
export const migrations = [InitialSchema1764000000000];
