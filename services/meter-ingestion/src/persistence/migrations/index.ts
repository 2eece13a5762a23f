import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';
import { CustomerChanges1764000000400 } from './1764000000400-customer-changes.js';
import { Deliveries1795438800000 } from './1795438800000-deliveries.js';
import { ProfilesAndQuarantine1795439400000 } from './1795439400000-profiles-and-quarantine.js';
import { Acknowledgements1795440300000 } from './1795440300000-acknowledgements.js';
import { ImportSource1795441200000 } from './1795441200000-import-source.js';
import { CustomerRecords1795442100000 } from './1795442100000-customer-records.js';
import { UploadTickets1795442400000 } from './1795442400000-upload-tickets.js';
import { ZipPacking1795442700000 } from './1795442700000-zip-packing.js';
import { SandboxPublication1795443000000 } from './1795443000000-sandbox-publication.js';
import { PowerQuality1795443200000 } from './1795443200000-power-quality.js';
import { ImportSteps1795443600000 } from './1795443600000-import-steps.js';
import { TariffCalendars1795450200000 } from './1795450200000-tariff-calendars.js';
import { OutboxCompression1795452300000 } from './1795452300000-outbox-compression.js';
import { RefusedReadings1795455600000 } from './1795455600000-refused-readings.js';

/** The migrations of the schema meter_ingestion, oldest first. */
export const migrations = [
  InitialSchema1764000000000,
  CustomerChanges1764000000400,
  Deliveries1795438800000,
  ProfilesAndQuarantine1795439400000,
  Acknowledgements1795440300000,
  ImportSource1795441200000,
  CustomerRecords1795442100000,
  UploadTickets1795442400000,
  ZipPacking1795442700000,
  SandboxPublication1795443000000,
  PowerQuality1795443200000,
  ImportSteps1795443600000,
  TariffCalendars1795450200000,
  OutboxCompression1795452300000,
  RefusedReadings1795455600000,
];
