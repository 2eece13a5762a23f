import type { CisProgram } from '@greenledger/meter-formats';
import type { EntityManager } from 'typeorm';
import { findAgreements } from './find-agreements.js';
import { spanOf } from './local-moments.js';
import type { Positioned, RecordConflict } from './taken-records.js';

/** Takes the parts that agreements have in demand-response programmes; the same again changes nothing. */
export async function takePrograms(manager: EntityManager, programs: readonly (CisProgram & Positioned)[]): Promise<RecordConflict[]> {
  if (programs.length === 0) return [];
  const agreementOf = await findAgreements(manager, programs);
  const conflicts: RecordConflict[] = [];
  const rows = new Map<string, object>();
  for (const record of programs) {
    const agreement = agreementOf(record);
    if (!agreement) {
      conflicts.push({ record, code: 'unknown-agreement', column: 'agreement_number', value: record.agreementNumber });
      continue;
    }
    const { code, name, status, caisoResourceId, caisoLocationId } = record;
    const { from, to } = spanOf(agreement.timeZone, record.from, record.to);
    const row = { agreement: agreement.id, code, name, status, from, to, resource: caisoResourceId, location: caisoLocationId };
    rows.set(JSON.stringify([agreement.id, code, from]), row);
  }
  if (rows.size > 0) await manager.query(STORE, [JSON.stringify([...rows.values()])]);
  return conflicts;
}

const STORE = `
  INSERT INTO program_enrollment AS known
    (agreement_id, code, name, status, enrolled_from, enrolled_to, caiso_resource_id, caiso_location_id)
  SELECT agreement, code, name, status, "from", "to", resource, location FROM jsonb_to_recordset($1::jsonb)
      AS v (agreement uuid, code text, name text, status text, "from" bigint, "to" bigint, resource text, location text)
  ON CONFLICT (agreement_id, code, enrolled_from) DO UPDATE SET name = excluded.name, status = excluded.status,
    enrolled_to = excluded.enrolled_to, caiso_resource_id = excluded.caiso_resource_id, caiso_location_id = excluded.caiso_location_id,
    changed_at = clock_timestamp()
    WHERE (known.name, known.status, known.enrolled_to, known.caiso_resource_id, known.caiso_location_id)
      IS DISTINCT FROM (excluded.name, excluded.status, excluded.enrolled_to, excluded.caiso_resource_id, excluded.caiso_location_id)`;
