import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { isPassingFailure } from '@greenledger/service-kit';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { FACES } from '../faces/face-name.js';
import { gather } from '../feed/send-chunks.js';
import type { Piece } from '../feed/render-feed.js';
import { LeasedJobs, type LeasedJob } from './leased-jobs.js';
import { PrepareBatch, problemOfJob, type Progress } from './prepare-batch.js';
import type { PreparationCall } from './preparation-call.js';
import { PreparedFiles } from './prepared-files.js';

/** Milliseconds between looks for jobs of killed or of other processes; a new one of this process is begun at once. */
const LOOK_EVERY = 2_000;
/** Seconds before a job is tried again that failed because a part of the system was away. */
const TRY_AGAIN = 5;
/** Attempts for which such a failure is not the end. */
const PATIENT_ATTEMPTS = 3;

class Interrupted extends Error {}

/** Prepares one batch at a time, so that companies that wait at the door are served first. */
@Injectable()
export class PreparationWorker implements PreparationCall, OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(PreparationWorker.name);
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    private readonly jobs: LeasedJobs,
    private readonly batch: PrepareBatch,
    private readonly files: PreparedFiles,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY);
    this.#timer.unref();
    this.wake();
  }

  /** Stops at the next block; the job is given back for the next process to begin anew. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Says that there may be work. */
  wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped) return;
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again) this.wake();
    });
  }

  async #work(): Promise<void> {
    try {
      for (this.#again = false; !this.#stopped;) {
        const leased = await this.jobs.claim();
        if (!leased) return;
        await this.#prepare(leased);
      }
    } catch (error) {
      // PostgreSQL is away: the next look tries again.
      this.#logger.warn(error instanceof Error ? error.message : String(error));
    }
  }

  async #prepare(leased: LeasedJob): Promise<void> {
    const { job, leaseId } = leased;
    const progress: Progress = { done: 0, total: undefined, parts: [] };
    let held = true;
    const beat = setInterval(
      () =>
        void this.jobs.beat(leased, progress.done, progress.total).then(
          (holds) => void (held &&= holds),
          () => undefined,
        ),
      (this.configuration.PREPARED_LEASE_SECONDS * 1000) / 3,
    );
    try {
      const pieces = this.#interruptible(this.batch.document(job, progress), () => held);
      const stored = await this.files.write(job.jobId, leaseId, gather(pieces), FACES[job.face].compressible);
      if (!(await this.jobs.beat(leased, progress.done, progress.total))) return await this.files.discard(job.jobId, leaseId);
      await this.files.keep(job.jobId, leaseId, stored);
      await this.jobs.finish(leased, progress.parts, stored);
    } catch (error) {
      await this.#failed(leased, error);
    } finally {
      clearInterval(beat);
    }
  }

  async *#interruptible(pieces: AsyncGenerator<Piece>, held: () => boolean): AsyncGenerator<Piece> {
    for await (const piece of pieces) {
      if (this.#stopped || !held()) throw new Interrupted('interrupted');
      yield piece;
    }
  }

  async #failed(leased: LeasedJob, error: unknown): Promise<void> {
    if (error instanceof Interrupted) return this.jobs.giveBack(leased, 0);
    const problem = problemOfJob(error);
    const away = problem ? problem.code === 'unavailable' : isPassingFailure(error);
    if (away && leased.job.attempts < PATIENT_ATTEMPTS) return this.jobs.giveBack(leased, TRY_AGAIN);
    if (!problem) this.#logger.error(error instanceof Error ? error : String(error));
    const detail = 'Preparing it failed on our side. Ask for it again, and tell the utility if that fails too.';
    await this.jobs.fail(leased, problem ?? new ProblemError('internal', detail));
  }
}
