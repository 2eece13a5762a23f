import { databaseRole, databaseSchema } from '@greenledger/service-kit';

/** The tables that follow from the log of meter-ingestion and nothing else. All others (releases sent, refusals, outbox) are facts of their own. */
export const READ_MODEL_TABLES = [
  'usage_point',
  'channel',
  'reading_day',
  'reading_month',
  'import_effect',
  'import_effect_batch',
  'billing_summary',
  'power_quality_summary',
  'tariff_calendar',
  'usage_point_rate',
] as const;

/** As an SQL identifier. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Schema that is read now, the one that the second set is built in, and the one that the first goes to before it is dropped. */
export const LIVE = quoted(databaseSchema('data-delivery'));
export const SECOND_SCHEMA = 'data_delivery_rebuild';
export const SECOND = quoted(SECOND_SCHEMA);
export const FORMER = quoted('data_delivery_former');
export const ROLE = databaseRole('data-delivery');
