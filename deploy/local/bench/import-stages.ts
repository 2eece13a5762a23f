import type pg from 'pg';
import { note } from './figures.js';

/** Milliseconds between two looks at the two logs. */
const PAUSE = 10;

/** How far the log of meter-ingestion had come at a moment, in its own tables and in those of data-delivery. */
interface Sample {
  readonly at: number;
  readonly committed: number;
  readonly projected: number;
}

/** Seconds since the upload began. */
export interface Stages {
  /** The upload was answered: the file is kept. */
  uploaded: number;
  /** The first and the last batch were committed by meter-ingestion. */
  firstCommitted: number;
  lastCommitted: number;
  /** The first and the last batch were projected and committed by data-delivery. */
  firstProjected: number;
  lastProjected: number;
}

/** Watches the pipeline of one import from the outside, on a connection of its own. */
export class StageWatch {
  readonly #samples: Sample[] = [];
  readonly #begin = performance.now();
  #uploaded = 0;
  #stopped = false;
  readonly #running: Promise<void>;

  constructor(private readonly database: pg.Client) {
    this.#running = this.#run();
  }

  uploaded(): void {
    this.#uploaded = this.#since();
  }

  /** Ends the watch. */
  async stagesOf(importId: string): Promise<Stages> {
    this.#stopped = true;
    await this.#running;
    const { rows } = await this.database.query<{ first: string; last: string }>(
      `SELECT min(log_index) AS first, max(log_index) AS last FROM meter_ingestion.outbox
        WHERE type = 'PackedBlocksImported' AND log_index > $1 AND data ->> 'importId' = $2`,
      [this.#samples[0]!.committed, importId],
    );
    const [first, last] = [Number(rows[0]!.first), Number(rows[0]!.last)];
    const when = (reached: (sample: Sample) => boolean): number => this.#samples.find(reached)?.at ?? Number.NaN;
    return {
      uploaded: this.#uploaded,
      firstCommitted: when(({ committed }) => committed >= first),
      lastCommitted: when(({ committed }) => committed >= last),
      firstProjected: when(({ projected }) => projected >= first),
      lastProjected: when(({ projected }) => projected >= last),
    };
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const { rows } = await this.database.query<{ committed: string; projected: string }>(
        `SELECT last_index AS committed, coalesce((SELECT last_index FROM data_delivery.log_checkpoint WHERE log = 'meter-ingestion'), -1) AS projected
           FROM meter_ingestion.outbox_head`,
      );
      this.#samples.push({ at: this.#since(), committed: Number(rows[0]!.committed), projected: Number(rows[0]!.projected) });
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #since(): number {
    return (performance.now() - this.#begin) / 1_000;
  }
}

/** Tells the stages of one round, and the CPU time that each process took meanwhile. */
export function noteStages(stages: Stages, cpu: ReadonlyMap<string, number>): void {
  const seconds = (value: number): string => value.toFixed(2);
  note(
    `  uploaded ${seconds(stages.uploaded)}, committed ${seconds(stages.firstCommitted)}–${seconds(stages.lastCommitted)}, ` +
      `projected ${seconds(stages.firstProjected)}–${seconds(stages.lastProjected)} s`,
  );
  note(`  CPU s: ${[...cpu].map(([name, value]) => `${name} ${seconds(value)}`).join(', ')}`);
}
