import type { ServiceKind } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';

/** A meter at a service point, half-open: `from <= t < to`, seconds since 1970-01-01 UTC. */
export interface Installation {
  readonly usagePointId: string;
  readonly serviceKind: ServiceKind;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number | null;
}

/**
 * Meters of a generation, of which two are remembered: some 25 MB each. A group of lines that was looked up stays known while the next
 * ones are.
 */
const GENERATION = 120_000;

/** The same text in memory of its own. */
const copied = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Which service point a meter number stands for, and when. Remembers what it has looked up: one instance serves one state of the crosswalk. */
export class Crosswalk {
  #known = new Map<string, readonly Installation[]>();
  #older = new Map<string, readonly Installation[]>();

  /** Zones are few: one text for each, not one for each meter. */
  readonly #zones = new Map<string, string>();

  constructor(private readonly dataSource: DataSource) {}

  /** Looks up the meters that are not known yet, in one query. */
  async load(meterNumbers: Iterable<string>): Promise<void> {
    const missing: string[] = [];
    for (const meter of new Set(meterNumbers)) {
      if (this.#known.has(meter)) continue;
      const older = this.#older.get(meter);
      if (older) this.#known.set(meter, older);
      else missing.push(meter);
    }
    if (missing.length === 0) return;
    const rows: Array<Omit<Installation, 'from' | 'to'> & { meter: string; from: string; to: string | null }> = await this.dataSource.query(
      // Index by index, whatever the statistics say: right after a large extract there are none, and both tables would be read as a whole.
      `SELECT w.meter, m.service_point_id AS "usagePointId", s.service_kind AS "serviceKind", s.time_zone AS "timeZone",
              m.installed_from AS "from", m.installed_to AS "to"
         FROM unnest($1::text[]) AS w (meter)
        CROSS JOIN LATERAL (SELECT * FROM meter_installation i WHERE i.meter_number = w.meter ORDER BY i.installed_from OFFSET 0) m
        CROSS JOIN LATERAL (SELECT service_kind, time_zone FROM service_point p WHERE p.id = m.service_point_id OFFSET 0) s`,
      [missing],
    );
    if (this.#known.size > GENERATION) [this.#older, this.#known] = [this.#known, new Map()];
    // A number cut out of a line would keep the piece of the file that it stands in for as long as it is remembered.
    for (const meter of missing) this.#known.set(copied(meter), []);
    for (const { meter, usagePointId, serviceKind, timeZone, from, to } of rows) {
      const installation = {
        usagePointId,
        serviceKind,
        timeZone: this.#zone(timeZone),
        from: Number(from),
        to: to === null ? null : Number(to),
      };
      const before = this.#known.get(meter)!;
      this.#known.set(meter, before.length === 0 ? [installation] : [...before, installation]);
    }
  }

  /** The installations of a loaded meter, oldest first; empty for a meter that is in no extract. */
  of(meterNumber: string): readonly Installation[] {
    return this.#known.get(meterNumber) ?? this.#older.get(meterNumber) ?? [];
  }

  #zone(name: string): string {
    const known = this.#zones.get(name);
    if (known === undefined) this.#zones.set(name, name);
    return known ?? name;
  }
}

/** The crosswalk as it stands when an import begins. As long as nothing changes it, one import goes on with what the last one looked up. */
export class CrosswalkStates {
  #last: { readonly revision: string; readonly crosswalk: Crosswalk } | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async now(): Promise<Crosswalk> {
    const [state]: { revision: string }[] = await this.dataSource.query('SELECT revision FROM crosswalk_state');
    const revision = state!.revision;
    if (this.#last?.revision !== revision) this.#last = { revision, crosswalk: new Crosswalk(this.dataSource) };
    return this.#last.crosswalk;
  }
}
