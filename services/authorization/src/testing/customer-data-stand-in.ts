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

  answer(connection: NatsConnection): { unsubscribe(): void } {
    return connection.subscribe('gl.req.meter-ingestion.*', {
      callback: (_error, message) => {
        // Nest's NATS client expects the answer wrapped with the id of its request.
        const { id, data } = message.json<{ id: string; data: { after: number; limit: number } }>();
        const reply = message.subject.endsWith('list-services')
          ? { services: this.services }
          : { changes: this.changes.slice(data.after + 1, data.after + 1 + data.limit) };
        message.respond(JSON.stringify({ id, response: { reply }, isDisposed: true }));
      },
    });
  }
}
