import { Injectable } from '@nestjs/common';
import { RequestCounts, type CountedRequest, type RateLimitState } from '../access/request-counts.js';
import type { LimitState } from '../access/request-window.js';
import { PreparationCall } from '../prepared/preparation-call.js';
import type { ProcessMessage } from './process-message.js';
import { hasFirstProcess } from './process-role.js';

type Question = Extract<ProcessMessage, { type: 'count' | 'look' }>['type'];
type Answer = Extract<ProcessMessage, { type: 'counted' | 'looked' }>;

/** The first process of the service as one of the others sees it: it counts for all of them, and passes on what they call out. */
@Injectable()
export class FirstProcess extends RequestCounts implements PreparationCall {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #questions = 0;

  constructor() {
    super();
    if (!hasFirstProcess()) return;
    process.on('message', (message: ProcessMessage) => {
      if (message.type !== 'counted' && message.type !== 'looked') return;
      this.#waiting.get(message.question)?.(message);
      this.#waiting.delete(message.question);
    });
  }

  async count(request: CountedRequest): Promise<RateLimitState<LimitState>> {
    return (await this.#ask('count', request)).states as RateLimitState<LimitState>;
  }

  async look(request: CountedRequest): Promise<RateLimitState<Omit<LimitState, 'allowed'>>> {
    return (await this.#ask('look', request)).states;
  }

  wake(): void {
    tellFirstProcess({ type: 'wake-preparation' });
  }

  // Without an answer there is no first process any more, and then this one ends too: nobody waits for ever.
  #ask(type: Question, request: CountedRequest): Promise<Answer> {
    const question = this.#questions++;
    return new Promise((resolve) => {
      this.#waiting.set(question, resolve);
      tellFirstProcess({ type, question, request });
    });
  }
}

/** Tells the first process something; nothing happens where there is none. */
export function tellFirstProcess(message: ProcessMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

/** Runs `work` whenever another process calls for batches to be prepared. */
export function onCall(work: () => void): void {
  process.on('message', ({ type }: ProcessMessage) => {
    if (type === 'wake-preparation') work();
  });
}
