import type { WasmRuntime } from '../kernel/wasm-module.js';
import { FEED_CODE } from './feed-code.js';
import { plainSynthesis, type Synthesis } from './plain-synthesis.js';
import { connectorAt, fillConnector, fillTables, MEMORY_SIZE, MOST_READINGS, OUTPUT, STATE, VALUES } from './synthesis-tables.js';
import { wasmSynthesis } from './wasm-synthesis.js';

/** What a run of readings became. */
export interface WrittenRun {
  /** Valid until the next run is written. */
  readonly bytes: Uint8Array;
  readonly bits: number;
  readonly bitCount: number;
  readonly crc: number;
  /** Bytes of the values' text. */
  readonly text: number;
}

/** Writes runs of values for all documents of this process: the tables are the same for all, and only state is handed in and out. */
export class ReadingRuns {
  /** Where the caller puts the values of a run. */
  readonly values: Int32Array;
  readonly #memory: ArrayBuffer;
  readonly #synthesis: Synthesis;
  readonly #state: Int32Array;
  readonly #lengths: number[] = [];

  /** @param runtime without one the plain loop writes the same bytes */
  constructor(
    runtime: WasmRuntime | undefined,
    private readonly afterStart: string,
  ) {
    const wasm = wasmSynthesis(runtime);
    this.#memory = wasm?.memory ?? new ArrayBuffer(MEMORY_SIZE);
    this.#synthesis = wasm?.run ?? plainSynthesis(this.#memory);
    this.values = new Int32Array(this.#memory, VALUES, MOST_READINGS);
    this.#state = new Int32Array(this.#memory, STATE, 4);
    fillTables(this.#memory, FEED_CODE, afterStart);
  }

  /**
   * Takes what stands between two values, the start aside, as one of `MOST_CONNECTORS` connectors.
   * @returns false when it must be written as text
   */
  prepare(connector: number, beforeStart: string, step: number): boolean {
    this.#lengths[connector] = beforeStart.length + 10 + this.afterStart.length;
    return fillConnector(this.#memory, connector, { beforeStart, afterStart: this.afterStart, step }, FEED_CODE);
  }

  lengthOf(connector: number): number {
    return this.#lengths[connector]!;
  }

  write(connector: number, start: number, step: number, count: number, bits: number, bitCount: number, crc: number): WrittenRun {
    const end = this.#synthesis(connectorAt(connector), start, step, count, bits, bitCount, crc);
    const [leftBits, leftCount, leftCrc, text] = this.#state as unknown as [number, number, number, number];
    return { bytes: new Uint8Array(this.#memory, OUTPUT, end - OUTPUT), bits: leftBits, bitCount: leftCount, crc: leftCrc, text };
  }
}
