import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProblemError, type Quarantine } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { ImportLedger } from '../import/import-ledger.js';
import type { ImportRecord } from '../import/import-record.js';
import { ImportWorker } from '../import/import-worker.js';
import { type ProfileChoice, SourceProfileStore } from '../profiles/source-profiles.js';

/** Reasons that a newer CIS extract can mend; all others are the profile's. */
export const MENDED_BY_CROSSWALK: readonly string[] = [
  'unknown-meter',
  'meter-not-installed',
  'commodity-does-not-fit-service',
  'second-stream-of-channel',
];

/** Judges refused lines anew, each replay as an import of its own that takes only those lines of the kept file. */
@Injectable()
export class Replays {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ImportLedger,
    private readonly profiles: SourceProfileStore,
    private readonly worker: ImportWorker,
  ) {}

  async quarantine(record: ImportRecord): Promise<Quarantine> {
    if (record.kind !== 'meter-file' || record.replayOf !== null) {
      return {
        open: record.replayOf === null ? record.rejectedLines : 0,
        replayed: 0,
        replayOffered: false,
        meterKnownNow: 0,
        replays: [],
      };
    }
    const [row]: QuarantineRow[] = await this.dataSource.query(QUARANTINE, [record.id, MENDED_BY_CROSSWALK]);
    const { open, replayed, by_crosswalk, known_now, replays, crosswalk_moved, profiles_moved } = row!;
    const mayHelp = (crosswalk_moved && by_crosswalk > 0) || (profiles_moved && open > by_crosswalk);
    const ended = !['received', 'parsing'].includes(record.state);
    return { open, replayed, replayOffered: ended && mayHelp, meterKnownNow: known_now, replays };
  }

  /**
   * Starts a replay. The same state of crosswalk and profiles gives the same replay, however often it is asked for.
   * @throws ProblemError `conflict` when there is nothing to replay, or the import is still under way.
   */
  async start(record: ImportRecord, choice?: ProfileChoice): Promise<{ readonly record: ImportRecord; readonly isNew: boolean }> {
    if (record.replayOf !== null) return this.start((await this.ledger.find(record.replayOf))!, choice);
    if (record.kind !== 'meter-file') {
      throw new ProblemError(
        'conflict',
        'Rows of a CIS extract are not replayed, for a later extract may know better. Deliver a new extract.',
      );
    }
    const chosen = choice
      ? await this.profiles.choose(choice)
      : record.profile && (await this.profiles.choose({ name: record.profile.name }));
    const id = await this.dataSource.transaction(async (manager) => {
      const [root]: { state: string }[] = await manager.query(`SELECT state FROM import WHERE id = $1 FOR UPDATE`, [record.id]);
      if (['received', 'parsing'].includes(root!.state)) throw stillUnderWay(record.id);
      const [open]: { id: string }[] = await manager.query(
        `SELECT id FROM import WHERE replay_of = $1 AND state IN ('received', 'parsing')`,
        [record.id],
      );
      if (open) return { id: open.id, isNew: false };
      const inserted: { id: string }[] = await manager.query(INSERT, [
        randomUUID(),
        record.id,
        chosen?.name ?? null,
        chosen?.version ?? null,
      ]);
      if (inserted[0]) return { id: inserted[0].id, isNew: true };
      const [same]: { id: string }[] = await manager.query(SAME, [record.id, chosen?.name ?? null, chosen?.version ?? null]);
      if (same) {
        // One that failed for a fault of ours is tried again, where it stopped.
        const [, revived]: [unknown, number] = await manager.query(REVIVE, [same.id]);
        return { id: same.id, isNew: revived > 0 };
      }
      throw new ProblemError('conflict', `No refused line of the import ${record.id} is left to replay.`);
    });
    if (id.isNew) this.worker.wake();
    return { record: (await this.ledger.find(id.id))!, isNew: id.isNew };
  }
}

interface QuarantineRow {
  readonly open: number;
  readonly replayed: number;
  readonly by_crosswalk: number;
  readonly known_now: number;
  readonly replays: readonly string[];
  readonly crosswalk_moved: boolean;
  readonly profiles_moved: boolean;
}

/** What the newest judgement of the open lines knew: that of the last replay, or of the import itself. */
const QUARANTINE = `
  WITH judged AS (
    SELECT crosswalk_revision, profile_revision FROM import WHERE (id = $1 OR replay_of = $1) ORDER BY sequence DESC LIMIT 1)
  SELECT count(*) FILTER (WHERE r.resolved_by IS NULL)::int AS open,
         count(r.resolved_by)::int AS replayed,
         count(*) FILTER (WHERE r.resolved_by IS NULL AND r.code = ANY($2))::int AS by_crosswalk,
         count(*) FILTER (WHERE r.resolved_by IS NULL AND r.code = 'unknown-meter'
           AND EXISTS (SELECT FROM meter_installation m WHERE m.meter_number = r.value))::int AS known_now,
         ARRAY(SELECT id FROM import WHERE replay_of = $1 ORDER BY sequence) AS replays,
         (SELECT revision FROM crosswalk_state) > (SELECT crosswalk_revision FROM judged) AS crosswalk_moved,
         (SELECT coalesce(max(revision), 0) FROM source_profile) > (SELECT profile_revision FROM judged) AS profiles_moved
    FROM import_reject r WHERE r.import_id = $1`;

const BASIS = `(SELECT revision FROM crosswalk_state), (SELECT coalesce(max(revision), 0) FROM source_profile)`;

const INSERT = `
  INSERT INTO import (id, kind, sha256, file_name, size_bytes, delivered_sha256, packing, content_bytes, format, received_at, replay_of,
                      crosswalk_revision, profile_revision, profile_name, profile_version)
  SELECT $1, kind, sha256, file_name, size_bytes, delivered_sha256, packing, content_bytes, format, received_at, id, ${BASIS}, $3, $4
    FROM import WHERE id = $2 AND EXISTS (SELECT FROM import_reject WHERE import_id = $2 AND resolved_by IS NULL)
  ON CONFLICT DO NOTHING RETURNING id`;

const SAME = `
  SELECT id FROM import WHERE replay_of = $1 AND coalesce(profile_name, '') = coalesce($2, '') AND coalesce(profile_version, 0) = coalesce($3::int, 0)
   ORDER BY sequence DESC LIMIT 1`;

const REVIVE = `
  UPDATE import SET state = 'received', attempts = 0, refusal_code = NULL, refusal_detail = NULL, finished_at = NULL, acknowledged_at = NULL,
         acknowledge_attempts = 0, acknowledge_next = NULL WHERE id = $1 AND state = 'failed'`;

const stillUnderWay = (id: string): ProblemError =>
  new ProblemError('conflict', `The import ${id} is still under way. Replay its refused lines when it has ended.`);
