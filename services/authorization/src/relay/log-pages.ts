import { Inject, Injectable } from '@nestjs/common';
import type {
  AuthorizationEvent,
  ConsentEvent,
  DataReleasedInBulk,
  LogEntry,
  LogPage,
  ReadLog,
  ThirdPartyEvent,
} from '@greenledger/contracts';
import { EventStore, logEntryOf } from '@greenledger/event-store';

type OwnEvent = AuthorizationEvent | DataReleasedInBulk | ThirdPartyEvent | ConsentEvent;

const MOST_ENTRIES = 1000;
/** Below the 1 MB that NATS usually allows for a message, with room for the envelope. */
const MOST_BYTES = 700_000;

/** The event log in the form in which it travels: pages of entries with a contiguous logIndex. */
@Injectable()
export class LogPages {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** A page may hold fewer entries than asked for; it holds at least one when there is one. */
  async readPage({ after, limit }: ReadLog): Promise<LogPage<OwnEvent>> {
    const head = (await this.store.head()) ?? -1;
    const most = Math.max(1, Math.min(limit, MOST_ENTRIES));
    const events = await this.store.readLog<OwnEvent>(after < 0 ? undefined : after, most);
    const entries: LogEntry<OwnEvent>[] = [];
    let bytes = 0;
    for (const event of events) {
      const entry = logEntryOf<OwnEvent>('authorization', event);
      bytes += Buffer.byteLength(JSON.stringify(entry));
      if (bytes > MOST_BYTES && entries.length > 0) break;
      entries.push(entry);
    }
    // The head was read first: an append in between must not make it older than the page.
    return { entries, head: Math.max(head, entries.at(-1)?.logIndex ?? -1) };
  }

  onAppend(wake: () => void): () => void {
    return this.store.onAppend(wake);
  }
}
