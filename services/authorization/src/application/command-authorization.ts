import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationEvent } from '@greenledger/contracts';
import { EventStore, handleCommand, readState, SnapshotStore, type CommandResult, type StreamCondition } from '@greenledger/event-store';
import type { AuthorizationCommand, AuthorizationState } from '../domain/authorization/index.js';
import { AUTHORIZATION_STATE_SHAPE, authorizationDecider, authorizationStream } from './deciders.js';
import { currentMoment } from './moment.js';

export interface CommandOptions {
  /** The same id again is the same command, and answers what was recorded. */
  readonly commandId: string;
  /** Pseudonymous id of who commands. */
  readonly actor?: string;
  /** Tries after conflicts; each loses only to a command that won. */
  readonly retries?: number;
  /** Other streams that the command was made by: it takes effect only while they stand so. */
  readonly conditions?: readonly StreamCondition[];
}

/** Carries out a command on an Authorization stream. A long stream is read from its snapshot on. */
@Injectable()
export class AuthorizationCommands {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(SnapshotStore) private readonly snapshots: SnapshotStore,
  ) {}

  /** The state as of every event committed before this call. */
  async state(authorizationId: string): Promise<AuthorizationState> {
    const snapshots = { store: this.snapshots, shape: AUTHORIZATION_STATE_SHAPE };
    return (await readState(this.store, authorizationStream(authorizationId), authorizationDecider, snapshots)).state;
  }

  /** @throws what `handleCommand` throws */
  run(
    authorizationId: string,
    command: AuthorizationCommand,
    { commandId, actor, retries = 50, conditions = [] }: CommandOptions,
  ): Promise<CommandResult<AuthorizationState, AuthorizationEvent>> {
    const snapshots = { store: this.snapshots, shape: AUTHORIZATION_STATE_SHAPE };
    const context = { commandId, occurredAt: currentMoment().text, actor, retries, snapshots, conditions };
    return handleCommand(this.store, authorizationStream(authorizationId), authorizationDecider, command, context);
  }
}
