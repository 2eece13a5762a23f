import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { PortalConfiguration } from '../portal-configuration.js';

/** A mail as the built-in catcher tells of it. */
export interface CaughtMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
}

/** Reads the mail catcher of the embedded run: `GET {DEMO_MAIL_URL}/messages` answers a JSON array, oldest first. */
@Injectable()
export class CaughtMails {
  constructor(@Inject(PortalConfiguration) private readonly configuration: PortalConfiguration) {}

  /**
   * Newest first.
   * @throws ProblemError `not-found` when there is no catcher, `unavailable` when it does not answer in time.
   */
  async list(): Promise<readonly CaughtMail[]> {
    const { DEMO_MAIL_URL } = this.configuration;
    if (!DEMO_MAIL_URL) throw new ProblemError('not-found', '');
    try {
      const answer = await fetch(`${DEMO_MAIL_URL}/messages`, { signal: AbortSignal.timeout(3000), redirect: 'error' });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const content = (await answer.json()) as CaughtMail[] | { messages: CaughtMail[] };
      return [...(Array.isArray(content) ? content : content.messages)].reverse();
    } catch {
      throw new ProblemError('unavailable', 'The mail catcher does not answer. Reload in a moment.');
    }
  }
}
