import type { CustomerChange, Holder } from '@greenledger/contracts';
import type { NatsConnection } from '@greenledger/messaging';

/** Stands for meter-ingestion: two services that every customer holds, and the changes that a test tells. */
export class CustomerDataStandIn {
  readonly services: { usagePointId: string; from: number; to: number | null }[] = [
    { usagePointId: 'up-1', from: 0, to: null },
    { usagePointId: 'up-2', from: 0, to: null },
  ];
  readonly changes: CustomerChange[] = [];

  /** Other holders of a usage point from now on. */
  hold(usagePointId: string, holders: readonly Holder[]): void {
    this.changes.push({ sequence: this.changes.length, kind: 'holders', usagePointId, holders });
  }

  #replyTo(operation: string, { after, limit }: { after: number; limit: number }): object {
    if (operation === 'list-services') return { services: this.services };
    if (operation === 'publish-sandbox') return { published: true };
    return { changes: this.changes.slice(after + 1, after + 1 + limit) };
  }

  answer(connection: NatsConnection): { unsubscribe(): void } {
    return connection.subscribe('gl.req.meter-ingestion.*', {
      callback: (_error, message) => {
        // Nest's NATS client expects the answer wrapped with the id of its request.
        const { id, data } = message.json<{ id: string; data: { after: number; limit: number } }>();
        const reply = this.#replyTo(message.subject.slice(message.subject.lastIndexOf('.') + 1), data);
        message.respond(JSON.stringify({ id, response: { reply }, isDisposed: true }));
      },
    });
  }
}
