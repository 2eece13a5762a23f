import { eventSubject, streamName, type LogEntry, type LogName } from '@greenledger/contracts';
import { jetstreamManager, JetStreamApiError, RetentionPolicy, StorageType, type JetStreamManager } from '@nats-io/jetstream';
import { headers, nanos, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';

/** Header of a message: the index of the entry in its log. */
export const LOG_INDEX_HEADER = 'Gl-Log-Index';

/** JetStream only carries: what is older than this, a consumer reads again from the owner of the log. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** The same for what is more than this, oldest first: a large back-load does not fill the disk twice. The server reserves it. */
const MAX_BYTES = 256 * 1024 ** 2;

/** Makes the stream of a log when it is missing. */
export async function ensureStream(connection: NatsConnection, log: LogName): Promise<JetStreamManager> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const name = streamName(log);
  try {
    const { config } = await manager.streams.info(name);
    // A stream of an earlier release had no bound.
    if (config.max_bytes !== MAX_BYTES) await manager.streams.update(name, { max_bytes: MAX_BYTES });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await manager.streams.add({
      name,
      subjects: [eventSubject(log, '>')],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      max_age: nanos(MAX_AGE_MS),
      max_bytes: MAX_BYTES,
      duplicate_window: nanos(120_000),
    });
  }
  return manager;
}

/** Index of the newest entry that the stream holds; undefined when it holds none, or none that tells. */
export async function lastIndexOnStream(manager: JetStreamManager, log: LogName): Promise<number | undefined> {
  const name = streamName(log);
  const { state } = await manager.streams.info(name);
  if (state.messages === 0) return undefined;
  const message = await manager.streams.getMessage(name, { seq: state.last_seq });
  const index = Number(message?.header.get(LOG_INDEX_HEADER) || Number.NaN);
  return Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}

export function entryHeaders(entry: Pick<LogEntry, 'logIndex'>): MsgHdrs {
  const made = headers();
  made.set(LOG_INDEX_HEADER, String(entry.logIndex));
  return made;
}

/** 404 of the JetStream API: the stream or consumer does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.status === 404;
}
