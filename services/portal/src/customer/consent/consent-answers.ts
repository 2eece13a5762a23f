import { Injectable } from '@nestjs/common';

const KEEP_MILLISECONDS = 10 * 60 * 1000;

/**
 * Makes one answer of a double click: a second answer to the same request by the same session gets the outcome of the first.
 * In memory, per process; after a restart or on another process the second answer meets the page "this request is over".
 */
@Injectable()
export class ConsentAnswers {
  readonly #answers = new Map<string, Promise<string>>();

  /** @returns where to send the browser. An answer that failed is forgotten, so that it can be given again. */
  once(sessionId: string, interactionId: string, answer: () => Promise<string>): Promise<string> {
    const key = `${sessionId} ${interactionId}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const given = answer();
    this.#answers.set(key, given);
    given.then(
      () => setTimeout(() => this.#answers.delete(key), KEEP_MILLISECONDS).unref(),
      () => this.#answers.delete(key),
    );
    return given;
  }

  /** The outcome of an earlier answer, if this process has it. */
  earlier(sessionId: string, interactionId: string): Promise<string> | undefined {
    return this.#answers.get(`${sessionId} ${interactionId}`);
  }
}
