import type { ExpectedVersion } from './event-store.js';

/** The stream moved on meanwhile. Retried by `handleCommand`, never shown to a user. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedVersion,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at version ${actual}, not ${expected}: read it again and decide again`);
  }
}

/** Streams that a command was decided by moved on meanwhile: who gave them as conditions looks at them again and decides again. */
export class StreamsMoved extends Error {
  override readonly name = 'StreamsMoved';
  constructor(readonly streams: readonly string[]) {
    super(`${streams.join(', ')} changed since the command was decided: read again and decide again`);
  }
}

/** An event id that is in the log already with other content, or in another stream: the writer's ids are not unique. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  constructor(
    readonly stream: string,
    readonly id: string,
  ) {
    super(`event id ${id} is already recorded with other content; the append to ${stream} was refused, use a fresh id`);
  }
}
