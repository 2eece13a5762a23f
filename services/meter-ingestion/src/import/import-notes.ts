import type { NotedLine } from '@greenledger/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { PositionedNote } from './meter-file-run.js';

/** Keeps the lines that were understood and bring no readings to publish, with what was read of them: nothing is passed over silently. */
export async function addNotes(manager: EntityManager, importId: string, notes: readonly PositionedNote[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map((note) => {
    const { kind, line, position, raw, ...data } = note;
    return { position, line, kind, raw: raw.replaceAll('\0', '\ufffd'), text: textOf(note), data };
  });
  await manager.query(
    `INSERT INTO import_note (import_id, position, line, kind, text, data, raw)
     SELECT $1, r.position, r.line, r.kind, r.text, r.data, r.raw
       FROM jsonb_to_recordset($2::jsonb) AS r (position bigint, line int, kind text, text text, data jsonb, raw text) ON CONFLICT DO NOTHING`,
    [importId, JSON.stringify(rows)],
  );
}

/** Noted lines behind a position, in the order of the file. */
export async function readNotes(dataSource: DataSource, importId: string, after: number, limit: number): Promise<readonly NotedLine[]> {
  const rows: (Omit<NotedLine, 'position'> & { position: string })[] = await dataSource.query(
    `SELECT position, line, kind, text, coalesce(data, '{}') AS data, raw FROM import_note
      WHERE import_id = $1 AND position > $2 ORDER BY position LIMIT $3`,
    [importId, after, limit],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

function textOf(note: PositionedNote): string {
  if (note.kind === 'note') return note.text;
  const what = [note.activity || note.operation, note.equipment].join(' ').toLowerCase();
  return `Equipment of ${note.meterNumber}: ${what}. Kept, not published: ESPI has no place for equipment events, and which meter is where comes from the CIS extract`;
}
