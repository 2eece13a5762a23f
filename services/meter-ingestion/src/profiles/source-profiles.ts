import { Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProfileDefinition } from './profile-definition.js';

/** One version of a source profile. Versions are never changed; a draft may come into force. */
export interface ProfileVersion {
  readonly name: string;
  readonly version: number;
  /** Place in the order of what came into force; null for a draft. */
  readonly revision: number | null;
  readonly definition: ProfileDefinition;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Which profile a file is to be read by: a version of a name, or the one in force. */
export interface ProfileChoice {
  readonly name: string;
  readonly version?: number;
}

const COLUMNS = 'name, version, revision, definition, created_at, created_by';
type Row = { name: string; version: number; revision: string | null; definition: ProfileDefinition; created_at: Date; created_by: string };

/** The source profiles with all their versions. */
@Injectable()
export class SourceProfileStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The revision of what is in force now. */
  async revision(): Promise<number> {
    const [row]: { revision: string }[] = await this.dataSource.query(`SELECT coalesce(max(revision), 0) AS revision FROM source_profile`);
    return Number(row!.revision);
  }

  /** What was in force at a revision, by name; retired ones are left out. */
  async inForce(revision: number): Promise<readonly ProfileVersion[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT * FROM (SELECT DISTINCT ON (name) ${COLUMNS} FROM source_profile WHERE revision <= $1 ORDER BY name, revision DESC) AS newest
        WHERE NOT coalesce((definition ->> 'retired')::boolean, false) ORDER BY name`,
      [revision],
    );
    return rows.map(profileVersion);
  }

  /** When the newest file of each source entered, by the name of its profile. */
  async newestFiles(): Promise<ReadonlyMap<string, Date>> {
    const rows: { source: string; newest: Date }[] = await this.dataSource.query(
      `SELECT source, max(entered_at) AS newest FROM import WHERE source IS NOT NULL AND replay_of IS NULL AND state <> 'refused' GROUP BY source`,
    );
    return new Map(rows.map(({ source, newest }) => [source, newest]));
  }

  /** All versions, the newest first. @throws ProblemError `not-found`. */
  async versions(name: string): Promise<readonly ProfileVersion[]> {
    const rows: Row[] = await this.dataSource.query(`SELECT ${COLUMNS} FROM source_profile WHERE name = $1 ORDER BY version DESC`, [name]);
    if (rows.length === 0) throw unknownProfile(name);
    return rows.map(profileVersion);
  }

  /** @throws ProblemError `not-found` for a name or version that does not exist. */
  async choose({ name, version }: ProfileChoice): Promise<ProfileVersion> {
    const versions = await this.versions(name);
    const found = version === undefined ? newestInForce(versions) : versions.find((each) => each.version === version);
    if (!found) throw unknownProfile(version === undefined ? name : `${name}@${version}`);
    return found;
  }

  /**
   * Adds the next version of a profile, as a draft or in force at once.
   * @param expectedVersion the newest version that the caller has seen, 0 for a new profile.
   * @throws ProblemError `conflict` when there is a newer one, or another profile in force has the sender.
   */
  async add(name: string, expectedVersion: number, definition: ProfileDefinition, by: string, draft: boolean): Promise<ProfileVersion> {
    return this.#locked(async (manager) => {
      const [{ newest }]: [{ newest: number }] = await manager.query(
        `SELECT coalesce(max(version), 0)::int AS newest FROM source_profile WHERE name = $1`,
        [name],
      );
      if (newest !== expectedVersion) {
        throw new ProblemError(
          'conflict',
          `The newest version of ${name} is ${newest}, not ${expectedVersion}. Read it again, and add yours to it.`,
        );
      }
      if (!draft) await expectOwnSender(manager, name, definition);
      const rows: Row[] = await manager.query(
        `INSERT INTO source_profile (name, version, revision, definition, created_by)
         VALUES ($1, $2, CASE WHEN $5 THEN NULL ELSE nextval('profile_revision') END, $3::jsonb, $4) RETURNING ${COLUMNS}`,
        [name, newest + 1, JSON.stringify(definition), by, draft],
      );
      return profileVersion(rows[0]!);
    });
  }

  /** Brings a draft into force; one that is in force stays. @throws ProblemError `not-found`, `conflict`. */
  async activate(name: string, version: number): Promise<ProfileVersion> {
    const { definition, revision } = await this.choose({ name, version });
    if (revision === null) {
      await this.#locked(async (manager) => {
        await expectOwnSender(manager, name, definition);
        await manager.query(
          `UPDATE source_profile SET revision = nextval('profile_revision') WHERE name = $1 AND version = $2 AND revision IS NULL`,
          [name, version],
        );
      });
    }
    return this.choose({ name, version });
  }

  /** One change at a time: revisions then rise in the order of commits. */
  #locked<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('meter-ingestion source profiles'))`);
      return work(manager);
    });
  }
}

async function expectOwnSender(manager: EntityManager, name: string, { sender, retired }: ProfileDefinition): Promise<void> {
  if (sender === undefined || retired) return;
  const [taken]: { name: string }[] = await manager.query(
    `SELECT name FROM (SELECT DISTINCT ON (name) name, definition FROM source_profile WHERE revision IS NOT NULL ORDER BY name, revision DESC) AS newest
      WHERE name <> $1 AND definition ->> 'sender' = $2 AND NOT coalesce((definition ->> 'retired')::boolean, false) LIMIT 1`,
    [name, sender],
  );
  if (taken)
    throw new ProblemError('conflict', `The sender ${sender} picks the profile ${taken.name} already. Retire that, or change its sender.`);
}

function newestInForce(versions: readonly ProfileVersion[]): ProfileVersion | undefined {
  const inForce = versions.filter(({ revision }) => revision !== null).sort((a, b) => b.revision! - a.revision!);
  return inForce[0]?.definition.retired ? undefined : inForce[0];
}

const unknownProfile = (name: string): ProblemError =>
  new ProblemError('not-found', `There is no source profile ${name} in force. GET /ingest/v1/source-profiles lists those that are.`);

function profileVersion(row: Row): ProfileVersion {
  const { name, version, revision, definition, created_at: createdAt, created_by: createdBy } = row;
  return { name, version, revision: revision === null ? null : Number(revision), definition, createdAt, createdBy };
}
