import { setImmediate as turn } from 'node:timers/promises';
import { renderTurns, type RenderTurns } from './render-turns.js';

/** Bytes that one feed may hold ready, and all feeds of this process together. */
const [MOST_OF_ONE, MOST_OF_ALL] = [4 * 1024 * 1024, 16 * 1024 * 1024];

/** Bytes that all feeds of this process hold ready. */
let held = 0;

/** Bytes that are rendered and wait for their receipt, or for who takes them. */
export const bytesAhead = (): number => held;

/**
 * Renders the beginning of a feed while its release is being recorded: the process would wait for the receipt otherwise. Nothing of
 * it is given out before `until` has returned, and when there is no receipt it is dropped. It holds a few megabytes at most, and only
 * the first chunk while others wait for their first byte too.
 */
export class RenderedAhead {
  #kept: Buffer[] = [];
  #bytes = 0;
  #stopped = false;
  #dropped = false;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  /** @param source each of its chunks is used up before the next one is asked for */
  constructor(
    private readonly source: AsyncGenerator<Buffer>,
    private readonly turns: Pick<RenderTurns, 'othersWait'> = renderTurns,
  ) {}

  /** Renders until this has come to its end. @returns what it does @throws what it does: then everything is dropped */
  async until<T>(receipt: Promise<T>): Promise<T> {
    const filling = this.#fill();
    try {
      return await receipt;
    } catch (error) {
      await this.drop();
      throw error;
    } finally {
      this.#stopped = true;
      await filling;
    }
  }

  /** All chunks from the first one on. @throws what went wrong with rendering, be it ahead or not */
  async *chunks(): AsyncGenerator<Buffer> {
    try {
      for (let chunk = this.#kept.shift(); chunk; chunk = this.#kept.shift()) {
        this.#give(chunk.length);
        yield chunk;
      }
      if (this.#failure) throw this.#failure.error;
      if (!this.#ended) yield* this.source;
    } finally {
      await this.drop();
    }
  }

  /** Gives back whatever is held. */
  async drop(): Promise<void> {
    this.#stopped = this.#dropped = true;
    this.#kept = [];
    this.#give(this.#bytes);
    await this.source.return(undefined);
  }

  /** Never throws: what goes wrong is told to who takes the chunks, as if it had happened then. */
  async #fill(): Promise<void> {
    try {
      // First of all the request for the receipt goes on its way.
      await turn();
      while (!this.#stopped && this.#bytes < MOST_OF_ONE && held < MOST_OF_ALL) {
        const { done, value } = await this.source.next();
        if (done) return void (this.#ended = true);
        if (this.#dropped) return;
        this.#keep(value);
        if (this.turns.othersWait) return;
        await turn();
      }
    } catch (error) {
      this.#failure = { error };
    }
  }

  #keep(chunk: Buffer): void {
    this.#kept.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    held += chunk.length;
  }

  #give(bytes: number): void {
    this.#bytes -= bytes;
    held -= bytes;
  }
}
