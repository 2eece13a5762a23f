import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventStore } from '@greenledger/event-store';

/** Ends the store's own listening connection when the service stops. */
@Injectable()
export class EventStoreShutdown implements OnModuleDestroy {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  onModuleDestroy(): Promise<void> {
    return this.store.close();
  }
}
