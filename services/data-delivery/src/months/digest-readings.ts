import { createHash } from 'node:crypto';
import { BlockHead } from '@greenledger/contracts';
import type { ClientBase } from 'pg';
import { allVersions, type WholeVersion } from './all-versions.js';

/** What is stored of the readings of a usage point. */
export interface DigestedReadings {
  readonly usagePointId: string;
  /** Hex SHA-256 over every version of every day of every channel, with the file times of its readings; without times of recording. */
  readonly digest: string;
  /** Readings with a value, of the newest versions, and versions in all. */
  readonly readings: number;
  readonly versions: number;
}

interface Channel {
  readonly channel_id: number;
  readonly usage_point_id: string;
  readonly reading_type_key: string;
}

/** Channels whose versions are held in memory at a time. */
const PAGE = 100;

/** One digest for each usage point with readings, ascending. The same readings that came in the same files have the same one, compacted or not. */
export async function* digestReadings(client: ClientBase): AsyncGenerator<DigestedReadings, void, undefined> {
  const { rows: channels } = await client.query<Channel>(
    'SELECT channel_id, usage_point_id, reading_type_key FROM channel ORDER BY usage_point_id COLLATE "C", reading_type_key COLLATE "C"',
  );
  let open: Digesting | undefined;
  for (let place = 0; place < channels.length; place += PAGE) {
    const page = channels.slice(place, place + PAGE);
    const byChannel = new Map<number, WholeVersion[]>(page.map(({ channel_id }) => [channel_id, []]));
    for (const version of await allVersions([...byChannel.keys()], client)) byChannel.get(version.channelId)!.push(version);
    for (const { channel_id, usage_point_id, reading_type_key } of page) {
      if (open && open.usagePointId !== usage_point_id) yield open.finish();
      if (open?.usagePointId !== usage_point_id) open = new Digesting(usage_point_id);
      open.add(reading_type_key, byChannel.get(channel_id)!);
    }
  }
  if (open) yield open.finish();
}

class Digesting {
  readonly #hash = createHash('sha256');
  readonly #head = new BlockHead();
  #readings = 0;
  #versions = 0;

  constructor(readonly usagePointId: string) {}

  add(readingTypeKey: string, versions: readonly WholeVersion[]): void {
    for (const [i, { day, version, fileTimes, block }] of versions.entries()) {
      this.#hash.update(`${readingTypeKey} ${day} ${version} ${fileTimes.length} ${block.length}\n`).update(fileTimes).update(block);
      if (versions[i + 1]?.day === day) continue;
      this.#head.read(block);
      this.#readings += this.#head.valueCount;
    }
    this.#versions += versions.length;
  }

  finish(): DigestedReadings {
    return { usagePointId: this.usagePointId, digest: this.#hash.digest('hex'), readings: this.#readings, versions: this.#versions };
  }
}
