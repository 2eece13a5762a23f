import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationEvent, ConsentEvent, DataReleased, DataReleasedInBulk, ThirdPartyEvent } from '@greenledger/contracts';
import { EventStore, type RecordedEvent } from '@greenledger/event-store';
import { queryPrepared } from '@greenledger/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { applyAuthorizationEvent } from './apply-authorization-event.js';
import { applyBulkReleaseEvent } from './apply-bulk-release-event.js';
import { applyLifecycleEvent } from './apply-lifecycle-event.js';
import { applyReleaseEvents } from './apply-release-event.js';
import { applyThirdPartyEvent, isThirdPartyEvent } from './apply-third-party-event.js';

type LoggedEvent = RecordedEvent<AuthorizationEvent | DataReleasedInBulk | ThirdPartyEvent | ConsentEvent>;

const PAGE = 500;
/**
 * For a statement of whoever reads the views: `changed`, whether something was committed that they do not show yet, and `behind`,
 * how many events they stand behind the log. Both are of the same moment as what the statement reads.
 */
export const FRESHNESS = `(SELECT EXISTS (SELECT FROM event WHERE position > c.at AND type NOT IN ('DataReleased', 'DataReleasedInBulk')) AS changed,
              (next_position - 1 - c.at)::integer AS behind
         FROM event_log_head, (SELECT coalesce(position, -1) AS at FROM projection_checkpoint) c) AS freshness`;

/** What a statement with FRESHNESS tells in each of its rows. */
export interface Freshness {
  readonly changed: boolean;
  readonly behind: number;
}

const ASK_FRESHNESS = { name: 'freshness', text: `SELECT changed, behind FROM ${FRESHNESS}` };

/** Releases that may wait for somebody to look at them: `catchUpGrants` looks over them each time. */
const MOST_BEHIND = 200;

/** Follows the log into the view tables, one PostgreSQL transaction with the checkpoint per page. */
@Injectable()
export class ReadModels {
  private running: Promise<void> | undefined;
  private again: Promise<void> | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(EventStore) private readonly store: EventStore,
  ) {}

  /**
   * Applies everything committed before this call, so that a list answered after it shows the caller's own writes.
   * Calls that arrive during a run share one further run.
   */
  catchUp(): Promise<void> {
    if (!this.running) {
      this.running = this.followToHead().finally(() => (this.running = undefined));
      return this.running;
    }
    // The run under way may have read the log already: only a run that begins after this call will do.
    this.again ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.again = undefined;
        return this.catchUp();
      });
    return this.again;
  }

  /**
   * As `catchUp` for everything but releases, which change neither a grant nor a company and of which a feed leaves one or
   * thousands: they are applied by who looks at them, or behind this answer when many are waiting.
   */
  async catchUpGrants(): Promise<void> {
    await this.readGrants(() => queryPrepared<Freshness>(ASK_FRESHNESS, [], this.dataSource));
  }

  /**
   * As `catchUpGrants` and then `read`, but `read` tells with FRESHNESS whether the views are behind: mostly they are not, and it is
   * one statement.
   * @param read gives at least one row
   */
  async readGrants<Row extends Freshness>(read: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
    const rows = await read();
    const { changed, behind } = rows[0]!;
    if (changed) {
      await this.catchUp();
      return read();
    }
    if (behind > MOST_BEHIND && !this.running) this.catchUp().catch(() => undefined);
    return rows;
  }

  /** Empties the views and builds them again from the first event. */
  async rebuild(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT position FROM projection_checkpoint FOR UPDATE');
      await manager.query('DELETE FROM release_view');
      await manager.query('DELETE FROM authorization_view');
      await manager.query('DELETE FROM third_party_view');
      await manager.query('UPDATE projection_checkpoint SET position = NULL');
    });
    await this.catchUp();
  }

  private async followToHead(): Promise<void> {
    // Pages are short when events are large: only the head tells the end.
    const head = (await this.store.head()) ?? -1;
    while ((await this.dataSource.transaction((manager) => this.applyPage(manager))) < head);
  }

  /** @returns the position up to which the views stand */
  private async applyPage(manager: EntityManager): Promise<number> {
    // The row lock keeps a second process of this service from applying the same page.
    const [row] = await manager.query<{ position: string | null }[]>('SELECT position FROM projection_checkpoint FOR UPDATE');
    const after = row?.position == null ? undefined : Number(row.position);
    const page = (await this.store.readLog(after, PAGE)) as readonly LoggedEvent[];
    for (const run of runsOf(page)) await applyRun(manager, run);
    const last = page.at(-1);
    if (!last) return Infinity;
    await manager.query('UPDATE projection_checkpoint SET position = $1', [last.position]);
    return last.position;
  }
}

/** The page cut into runs that are applied together: releases that follow one another, and every other event by itself. */
function runsOf(page: readonly LoggedEvent[]): LoggedEvent[][] {
  const runs: LoggedEvent[][] = [];
  for (const event of page) {
    const last = runs.at(-1);
    if (last && event.type === 'DataReleased' && last[0]!.type === 'DataReleased') last.push(event);
    else runs.push([event]);
  }
  return runs;
}

async function applyRun(manager: EntityManager, run: readonly LoggedEvent[]): Promise<void> {
  const releases = run.filter((event): event is RecordedEvent<DataReleased> => event.type === 'DataReleased');
  if (releases.length > 0) return applyReleaseEvents(manager, releases);
  for (const event of run) if (event.type !== 'DataReleased') await apply(manager, event);
}

async function apply(manager: EntityManager, event: Exclude<LoggedEvent, RecordedEvent<DataReleased>>): Promise<void> {
  if (isThirdPartyEvent(event)) return applyThirdPartyEvent(manager, event);
  switch (event.type) {
    case 'DataReleasedInBulk':
      return applyBulkReleaseEvent(manager, event);
    case 'AuthorizationGranted':
    case 'AuthorizationModified':
    case 'AuthorizationRevoked':
    case 'AuthorizationExpired':
    case 'DataReleaseRefused':
    case 'UsagePointHoldingChanged':
    case 'ServiceIdentifierChanged':
    case 'AuthorizationReminderDue':
    case 'AuthorizationReinstated':
      await applyLifecycleEvent(manager, event);
      return applyAuthorizationEvent(manager, event);
    // Kept for the auditor: no page lists what nobody agreed to.
    case 'ConsentDenied':
      return;
    default: {
      // A projection that skipped an event would lie from then on: stop loudly.
      const unknown: { type: string; position: number } = event;
      throw new Error(`the views cannot apply event type ${unknown.type} at position ${unknown.position}; deploy a version that knows it`);
    }
  }
}
