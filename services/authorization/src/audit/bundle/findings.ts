/** What the verifier looks at, each with the sentence of the report. */
export const CHECKS = {
  files: 'the files are complete and in their one written form',
  signature: "the checkpoint is signed by the log's key",
  leafHashes: 'every event has the leaf hash that was stored when it was sealed',
  indexes: 'the log indexes are dense, from 0',
  root: 'the Merkle root over all events is the signed one',
  versions: 'the versions of every stream are dense, from 1',
  order: 'recordedAt increases from event to event',
  releases: 'every release was covered by the authorization in force when it was recorded',
} as const;
export type Check = keyof typeof CHECKS;

/** Collects what is wrong, by check; keeps the first few of each in full. */
export class Findings {
  static readonly KEPT = 20;
  readonly #counts = new Map<Check, number>();
  readonly #kept = new Map<Check, string[]>();

  add(check: Check, finding: string): void {
    const count = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, count);
    if (count <= Findings.KEPT) this.#kept.set(check, [...(this.#kept.get(check) ?? []), finding]);
  }

  get none(): boolean {
    return this.#counts.size === 0;
  }

  count(check: Check): number {
    return this.#counts.get(check) ?? 0;
  }

  /** The first findings of a check, for people. */
  kept(check: Check): readonly string[] {
    return this.#kept.get(check) ?? [];
  }
}
