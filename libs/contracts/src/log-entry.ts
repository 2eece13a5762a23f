/** The logs that travel over JetStream; each has one owning service of the same name. */
export const LOGS = ['authorization', 'meter-ingestion', 'data-delivery'] as const;
export type LogName = (typeof LOGS)[number];

/** An event as its type and data; `Type` is the past-tense name, subject first. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * One entry of a log as every consumer sees it. `logIndex` is contiguous and 0-based inside its log: a consumer that
 * sees a hole re-reads it from the owner, because JetStream may lose acknowledged messages in a power cut.
 */
export interface LogEntry<Event extends DomainEvent = DomainEvent> {
  readonly log: LogName;
  readonly logIndex: number;
  /** UUID of the event, chosen by the writer. */
  readonly id: string;
  readonly type: Event['type'];
  readonly data: Event['data'];
  /** The stream and the 1-based version inside it, for logs that are event-sourced (authorization). */
  readonly stream?: string;
  readonly version?: number;
  /** RFC 3339 UTC; what the actor says. */
  readonly occurredAt: string;
  /** RFC 3339 UTC with microseconds; what the store says, strictly increasing. */
  readonly recordedAt: string;
}
