import { readingTypeKeyText, type ReadingTypeKey } from '@greenledger/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { PlacedReadings } from './place-line.js';

/** A channel of a usage point and the one stream of the sender that fills it. */
export interface StreamBinding {
  readonly usagePointId: string;
  readonly channel: string;
  readonly stream: string;
}

/**
 * Which of the sender's streams fills a channel: the first that comes. A second one of the same kind is another series, and
 * laying it over the first as a "correction" would invent data. One instance serves one import.
 */
export class ChannelStreams {
  readonly #bound = new Map<string, string>();
  #new: StreamBinding[] = [];

  constructor(private readonly dataSource: DataSource) {}

  /** @returns the stream that the channel already has, when it is another one. */
  async other(type: ReadingTypeKey, placed: readonly PlacedReadings[], stream: string): Promise<string | undefined> {
    const channel = readingTypeKeyText(type);
    const usagePointIds = [...new Set(placed.map(({ usagePointId }) => usagePointId))];
    for (const usagePointId of usagePointIds) {
      const bound = await this.#streamOf(usagePointId, channel);
      if (bound !== undefined && bound !== stream) return bound;
    }
    for (const usagePointId of usagePointIds) {
      const key = `${usagePointId} ${channel}`;
      if (this.#bound.get(key) === stream) continue;
      this.#bound.set(key, stream);
      this.#new.push({ usagePointId, channel, stream });
    }
    return undefined;
  }

  /** The bindings since the last call, to be stored with the readings. */
  takeNew(): readonly StreamBinding[] {
    const taken = this.#new;
    this.#new = [];
    return taken;
  }

  async #streamOf(usagePointId: string, channel: string): Promise<string | undefined> {
    const known = this.#bound.get(`${usagePointId} ${channel}`);
    if (known !== undefined) return known;
    const [row]: { stream: string }[] = await this.dataSource.query(
      `SELECT stream FROM channel_stream WHERE usage_point_id = $1 AND channel = $2`,
      [usagePointId, channel],
    );
    if (row) this.#bound.set(`${usagePointId} ${channel}`, row.stream);
    return row?.stream;
  }
}

export async function storeStreams(manager: EntityManager, bindings: readonly StreamBinding[]): Promise<void> {
  if (bindings.length === 0) return;
  await manager.query(
    `INSERT INTO channel_stream (usage_point_id, channel, stream) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [bindings.map(({ usagePointId }) => usagePointId), bindings.map(({ channel }) => channel), bindings.map(({ stream }) => stream)],
  );
}
