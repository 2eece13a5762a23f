import type { BillingSummaryChanged } from '@greenledger/contracts';
import type { CisBill } from '@greenledger/meter-formats';
import type { OutboxEvent } from '@greenledger/messaging';
import type { EntityManager } from 'typeorm';
import { importEventId } from '../import/event-id.js';
import type { NewId } from './customer-identities.js';
import { billingSummaryOf } from './billing-summary.js';
import { findAgreements, type FoundAgreement } from './find-agreements.js';
import type { Positioned, RecordConflict } from './taken-records.js';

interface KnownBill {
  readonly id: string;
  readonly agreementId: string;
  readonly published: string | null;
}

interface TakenBills {
  readonly conflicts: readonly RecordConflict[];
  /** Of the bills that are new or differ from what was told before. */
  readonly events: readonly (OutboxEvent & BillingSummaryChanged)[];
}

/** Takes bills; one that came before under its number is corrected, and the same again changes and tells nothing. */
export async function takeBills(
  manager: EntityManager,
  importId: string,
  bills: readonly (CisBill & Positioned)[],
  newId: NewId,
): Promise<TakenBills> {
  if (bills.length === 0) return { conflicts: [], events: [] };
  const agreementOf = await findAgreements(manager, bills);
  const rows: (KnownBill & { number: string })[] = await manager.query(
    `SELECT id, bill_number AS number, agreement_id AS "agreementId", published FROM bill WHERE bill_number = ANY($1)`,
    [bills.map(({ billNumber }) => billNumber)],
  );
  const known = new Map<string, KnownBill>(rows.map((row) => [row.number, row]));
  const conflicts: RecordConflict[] = [];
  const changed: { id: string; number: string; agreementId: string; summary: BillingSummaryChanged['data'] }[] = [];
  for (const bill of bills) {
    const agreement = agreementOf(bill);
    const before = known.get(bill.billNumber);
    const conflict = findConflict(bill, agreement, before);
    if (conflict) {
      conflicts.push(conflict);
      continue;
    }
    const { id: agreementId } = agreement!;
    const id = before?.id ?? newId('bill', bill.billNumber);
    const summary = billingSummaryOf(bill, id, agreement!);
    if (JSON.stringify(summary) !== before?.published) changed.push({ id, number: bill.billNumber, agreementId, summary });
  }
  if (changed.length > 0) {
    await manager.query(STORE, [JSON.stringify(changed.map((bill) => ({ ...bill, published: JSON.stringify(bill.summary) })))]);
  }
  const occurredAt = new Date();
  const events = changed.map(({ id, summary }) => ({
    id: importEventId(importId, `bill:${id}`),
    type: 'BillingSummaryChanged' as const,
    data: summary,
    occurredAt,
  }));
  return { conflicts, events };
}

/** A bill belongs to one agreement and lies within its dates: so no holder is ever shown the bill of another. */
function findConflict(
  bill: CisBill & Positioned,
  agreement: FoundAgreement | undefined,
  before: KnownBill | undefined,
): RecordConflict | undefined {
  if (!agreement) return { record: bill, code: 'unknown-agreement', column: 'agreement_number', value: bill.agreementNumber };
  if (before && before.agreementId !== agreement.id)
    return { record: bill, code: 'bill-of-another-agreement', column: 'bill_number', value: bill.billNumber };
  const { start, end } = billingSummaryOf(bill, '', agreement).billingPeriod;
  if (start < agreement.from || end > (agreement.to ?? Infinity))
    return { record: bill, code: 'bill-outside-agreement', column: 'period_from', value: `${bill.periodFrom} to ${bill.periodTo}` };
  return undefined;
}

const STORE = `
  INSERT INTO bill (id, bill_number, agreement_id, issued_at, summary, published)
  SELECT id, number, "agreementId", (summary ->> 'issuedAt')::bigint, summary, published FROM jsonb_to_recordset($1::jsonb)
      AS v (id uuid, number text, "agreementId" uuid, summary jsonb, published text)
  ON CONFLICT (id) DO UPDATE SET issued_at = excluded.issued_at, summary = excluded.summary, published = excluded.published,
    changed_at = clock_timestamp()`;
