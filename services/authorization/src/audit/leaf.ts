import type { RecordedEvent } from '@greenledger/event-store';
import canonicalizeModule from 'canonicalize';

// The package is CommonJS, but its types say otherwise.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** An event as it stands in the audit log: one leaf. Everything that the store knows of it, so that nothing can change unseen. */
export interface LogRecord {
  /** Contiguous, 0-based. */
  readonly logIndex: number;
  readonly id: string;
  readonly stream: string;
  /** 1-based inside the stream. */
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Pseudonymous; absent when the event names none. */
  readonly actor?: string;
}

export function logRecordOf(event: RecordedEvent): LogRecord {
  const { position, id, stream, version, type, data, metadata, recordedAt } = event;
  const { occurredAt, actor } = metadata;
  return { logIndex: position, id, stream, version, type, data, occurredAt, recordedAt, ...(actor !== undefined && { actor }) };
}

/** The one text of a record (RFC 8785): its UTF-8 bytes are the leaf. It holds no line feed, so a file may hold one per line. */
export function canonicalText(record: LogRecord): string {
  return canonicalize(record)!;
}
