import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationEvent, ConsentEvent, DataReleased, ThirdPartyEvent } from '@greenledger/contracts';
import { EventStore, type RecordedEvent } from '@greenledger/event-store';
import { DataSource, type EntityManager } from 'typeorm';
import { applyAuthorizationEvent } from './apply-authorization-event.js';
import { applyLifecycleEvent } from './apply-lifecycle-event.js';
import { applyReleaseEvents } from './apply-release-event.js';
import { applyThirdPartyEvent, isThirdPartyEvent } from './apply-third-party-event.js';

type LoggedEvent = RecordedEvent<AuthorizationEvent | ThirdPartyEvent | ConsentEvent>;

const PAGE = 500;

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
    while (await this.dataSource.transaction((manager) => this.applyPage(manager)));
  }

  /** @returns whether there may be more */
  private async applyPage(manager: EntityManager): Promise<boolean> {
    // The row lock keeps a second process of this service from applying the same page.
    const [row] = await manager.query<{ position: string | null }[]>('SELECT position FROM projection_checkpoint FOR UPDATE');
    const after = row?.position == null ? undefined : Number(row.position);
    const page = (await this.store.readLog(after, PAGE)) as readonly LoggedEvent[];
    for (const run of runsOf(page)) await applyRun(manager, run);
    const last = page.at(-1);
    if (!last) return false;
    await manager.query('UPDATE projection_checkpoint SET position = $1', [last.position]);
    return page.length === PAGE;
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
