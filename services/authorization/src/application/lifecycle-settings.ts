const DAY = 86_400;

/** Times of the lifecycle, in seconds. Set by the environment, see AuthorizationConfiguration. */
export class LifecycleSettings {
  /** How long before the end of an authorization its customer and its company are told. */
  readonly remindBeforeEndSeconds: number;
  /** An authorization under which nothing was fetched for so long ends; 0: never. */
  readonly endUnusedSeconds: number;

  constructor({ remindBeforeEndDays = 30, endUnusedDays = 365 } = {}) {
    this.remindBeforeEndSeconds = remindBeforeEndDays * DAY;
    this.endUnusedSeconds = endUnusedDays * DAY;
  }
}
