import { FIRST_PARTS } from './reader-pace.js';

/** Parts that wait to be sent, of all bulk feeds of this process; a few kilobytes each. One fast reader needs four large batches. */
const MOST_HELD = 2_500;

/**
 * What all bulk feeds of this process hold together. One reader may have thousands of parts made ahead; of many readers each
 * waits for the others anyway, and gets little ahead.
 */
export class HeldParts {
  #held = 0;

  /** Whether so many more parts fit. */
  hasRoomFor(parts: number): boolean {
    return this.#held + parts <= MOST_HELD;
  }

  /** Takes room for as many of these parts as there may be, but always for a few. @returns for how many */
  take(parts: number): number {
    const taken = this.hasRoomFor(parts) ? parts : Math.min(parts, FIRST_PARTS);
    this.#held += taken;
    return taken;
  }

  give(parts: number): void {
    this.#held -= parts;
  }
}
