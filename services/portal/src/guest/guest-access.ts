import type { GuestNumbers, Language } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { GuestChallenges, VALID_MINUTES } from './guest-challenges.js';

/**
 * Lets customers in who have no online account (mission M-16). Neither the answer nor the time it takes tells whether
 * the numbers belong to anybody: they are looked up after the page has been sent.
 */
@Injectable()
export class GuestAccess implements BeforeApplicationShutdown {
  readonly #logger = new Logger('guest access');
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly requests: RequestClient,
    private readonly challenges: GuestChallenges,
  ) {}

  /** Asks the browser for a code, and has it mailed when there is a customer of these numbers. */
  async begin(sessionId: string, numbers: GuestNumbers, language: Language): Promise<void> {
    const code = await this.challenges.begin(sessionId);
    const sending = this.#send(sessionId, code, numbers, language)
      .catch((error: unknown) => this.#logger.warn(`a code was not sent: ${error instanceof Error ? error.name : 'unknown'}`))
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #send(sessionId: string, code: string, numbers: GuestNumbers, language: Language): Promise<void> {
    const { customerId } = await this.requests.request('meter-ingestion.find-guest', numbers);
    if (customerId === null || !(await this.challenges.openTo(sessionId, code, customerId))) return;
    await this.requests.request('notification.send-guest-code', { customerId, code, validMinutes: VALID_MINUTES, language });
  }
}
