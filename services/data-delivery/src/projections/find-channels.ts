import type { EntityManager } from 'typeorm';
import type { KnownChannel, KnownChannels } from './known-channels.js';

/** A channel by what names it, with the time of the log entry that named it first. */
export interface NamedChannel {
  readonly usagePointId: string;
  readonly readingTypeKey: string;
  readonly recordedAt: string;
}

interface Row {
  readonly channel_id: number | null;
  readonly last_day: number | null;
}

/** The channels of one transaction: those that are remembered, looked up, or made. */
export class FoundChannels {
  readonly #own = new Map<string, Map<string, KnownChannel>>();

  constructor(private readonly known: KnownChannels) {}

  get(usagePointId: string, readingTypeKey: string): KnownChannel | undefined {
    return this.known.get(usagePointId, readingTypeKey) ?? this.#own.get(readingTypeKey)?.get(usagePointId);
  }

  /** Looks up those named that are not found yet, in one query; those that the table lacks are made, in the order given. */
  async find(named: readonly NamedChannel[], manager: EntityManager): Promise<void> {
    if (named.length === 0) return;
    const rows = await read(named, manager);
    const missing = named.filter((_, i) => rows[i]!.channel_id === null);
    named.forEach((channel, i) => {
      const { channel_id: channelId, last_day: lastDay } = rows[i]!;
      if (channelId !== null) this.#keep(channel, { channelId, lastDay: lastDay ?? -Infinity });
    });
    if (missing.length === 0) return;
    this.known.madeSome();
    await manager.query(
      `INSERT INTO channel (usage_point_id, reading_type_key, recorded_at)
       SELECT u, k, t FROM unnest($1::text[], $2::text[], $3::timestamptz[]) WITH ORDINALITY AS w (u, k, t, place)
        ORDER BY place ON CONFLICT DO NOTHING`,
      [...columnsOf(missing), missing.map(({ recordedAt }) => recordedAt)],
    );
    const made = await read(missing, manager);
    missing.forEach((channel, i) => this.#keep(channel, { channelId: made[i]!.channel_id!, lastDay: made[i]!.last_day ?? -Infinity }));
  }

  #keep({ usagePointId, readingTypeKey }: NamedChannel, channel: KnownChannel): void {
    if (this.known.remember(usagePointId, readingTypeKey, channel)) return;
    let own = this.#own.get(readingTypeKey);
    if (!own) this.#own.set(readingTypeKey, (own = new Map()));
    own.set(usagePointId, channel);
  }
}

const columnsOf = (named: readonly NamedChannel[]): [string[], string[]] => [
  named.map(({ usagePointId }) => usagePointId),
  named.map(({ readingTypeKey }) => readingTypeKey),
];

const read = (named: readonly NamedChannel[], manager: EntityManager): Promise<Row[]> =>
  manager.query(
    // A month that is compacted has days up to its end, whichever they are: a bound is all that is needed.
    `SELECT c.channel_id, greatest((SELECT max(day) FROM reading_day r WHERE r.channel_id = c.channel_id),
            (SELECT max(month) + 31 FROM reading_month m WHERE m.channel_id = c.channel_id)) AS last_day
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (u, k, place)
       LEFT JOIN channel c ON c.usage_point_id = w.u AND c.reading_type_key = w.k
      ORDER BY w.place`,
    columnsOf(named),
  );
