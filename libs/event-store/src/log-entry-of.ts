import type { DomainEvent, LogEntry, LogName } from '@greenledger/contracts';
import type { RecordedEvent } from './event-store.js';

/** A recorded event as log consumers see it. Needs a store whose positions are contiguous from 0, as PostgreSQL's are. */
export function logEntryOf<Event extends DomainEvent>(log: LogName, event: RecordedEvent<Event>): LogEntry<Event> {
  const { id, type, data, stream, version, position, recordedAt } = event;
  return { log, logIndex: position, id, type, data, stream, version, occurredAt: event.metadata.occurredAt, recordedAt };
}
