import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';
import { CustomerChanges1764000000400 } from './1764000000400-customer-changes.js';
import { Deliveries1795438800000 } from './1795438800000-deliveries.js';
import { ProfilesAndQuarantine1795439400000 } from './1795439400000-profiles-and-quarantine.js';
import { Acknowledgements1795440300000 } from './1795440300000-acknowledgements.js';
import { ImportSource1795441200000 } from './1795441200000-import-source.js';

/** The migrations of the schema meter_ingestion, oldest first. */
export const migrations = [
  InitialSchema1764000000000,
  CustomerChanges1764000000400,
  Deliveries1795438800000,
  ProfilesAndQuarantine1795439400000,
  Acknowledgements1795440300000,
  ImportSource1795441200000,
];
