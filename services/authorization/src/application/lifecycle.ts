import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationCommand } from '../domain/authorization/index.js';
import { DueAuthorizations } from '../projections/due-authorizations.js';
import { ReadModels } from '../projections/read-models.js';
import { AuthorizationCommands } from './command-authorization.js';
import { LifecycleSettings } from './lifecycle-settings.js';
import { currentMoment } from './moment.js';

/** Streams that one sweep works on at the same time. */
const LANES = 8;

type Due = (at: number) => Promise<string[]>;
type CommandAt = (at: number, authorizationId: string) => AuthorizationCommand | Promise<AuthorizationCommand>;

/**
 * What time brings about: ends, reminders, and the end of what nobody uses. Each stream decides for itself, so a sweep may
 * be interrupted, repeated, or run in two processes at once, and records everything once.
 */
@Injectable()
export class Lifecycle {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(DueAuthorizations) private readonly due: DueAuthorizations,
    @Inject(LifecycleSettings) private readonly settings: LifecycleSettings,
  ) {}

  /** Records the end of every authorized period that has passed. @returns how many ended */
  expireDue(): Promise<number> {
    return this.#sweep(
      (at) => this.due.ended(at),
      (at) => ({ type: 'expireAuthorization', at }),
    );
  }

  /** Records the reminders that are due. @returns how many */
  remindDue(): Promise<number> {
    const { remindBeforeEndSeconds: beforeEndSeconds } = this.settings;
    return this.#sweep(
      (at) => this.due.reminders(at, beforeEndSeconds),
      (at) => ({ type: 'remindCustomer', at, beforeEndSeconds }),
    );
  }

  /** Ends what was not used for too long. @returns how many ended */
  async endUnused(): Promise<number> {
    const { endUnusedSeconds: afterSeconds } = this.settings;
    if (afterSeconds === 0) return 0;
    return this.#sweep(
      (at) => this.due.unusedSince(at - afterSeconds),
      async (at, id) => ({ type: 'endUnused', at, afterSeconds, lastUsedAt: await this.due.lastUsedAt(id) }),
    );
  }

  /** Milliseconds until the next authorized period ends, at most `longest`; 0 when one has ended already. */
  async untilNextEnd(longest: number): Promise<number> {
    await this.readModels.catchUp();
    const next = await this.due.nextEnd();
    return next === undefined ? longest : Math.min(longest, Math.max(0, next * 1000 - Date.now()));
  }

  /** Page after page, until a look brings nothing new: one that fails does not hold up the others, and is told at the end. */
  async #sweep(due: Due, command: CommandAt): Promise<number> {
    const tried = new Set<string>();
    let changed = 0;
    const failures: unknown[] = [];
    for (;;) {
      await this.readModels.catchUp();
      const at = currentMoment().seconds;
      const waiting = (await due(at)).filter((id) => !tried.has(id));
      if (waiting.length === 0) break;
      for (const id of waiting) tried.add(id);
      const lane = async (): Promise<void> => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          try {
            const { events } = await this.commands.run(id, await command(at, id), { commandId: randomUUID() });
            changed += events.length;
          } catch (error) {
            failures.push(error);
          }
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    }
    if (failures.length > 0) throw failures[0];
    return changed;
  }
}
