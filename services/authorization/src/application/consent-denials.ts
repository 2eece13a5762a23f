import { Inject, Injectable } from '@nestjs/common';
import type { ConsentDenied } from '@greenledger/contracts';
import { eventId, EventStore } from '@greenledger/event-store';
import { currentMoment } from './moment.js';

/** Keeps that a customer declined. */
@Injectable()
export class ConsentDenials {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** The same request declined twice is kept once. */
  async record(data: ConsentDenied['data']): Promise<void> {
    const id = eventId(`deny/${data.requestId}`, 0);
    const event = { id, type: 'ConsentDenied', data, metadata: { occurredAt: currentMoment().text } } as const;
    await this.store.append(`consent-request-${data.requestId}`, [event], 0);
  }
}
