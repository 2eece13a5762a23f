import type { Company, FeedSummary, Grant } from '../company/index.js';
import type { Stack } from '../run/stack.js';
import type { DemoTown } from '../town/index.js';
import { Visitor } from './visitor.js';

/** What the steps of the story hand on to one another. */
export class StoryContext {
  readonly visitor = new Visitor();
  readonly startedAt = new Date();
  readonly figures = {
    readingsImported: 0,
    readingsDelivered: 0,
    releases: 0,
    notified: false,
    refusedAfterRevoke: false,
    auditVerified: false,
  };
  town?: DemoTown;
  company?: Company;
  grant?: Grant;
  feed?: FeedSummary;

  constructor(
    readonly stack: Stack,
    /** Prints one line of the story. */
    readonly say: (line: string) => void,
  ) {}

  get espi(): string {
    return `${this.stack.origin}/DataCustodian/espi/1_1/resource`;
  }

  /** A member that an earlier step has set. */
  need<K extends 'town' | 'company' | 'grant' | 'feed'>(name: K): NonNullable<this[K]> {
    const value = this[name];
    if (value === undefined) throw new Error(`The story has no ${name} yet: an earlier step was left out.`);
    return value as NonNullable<this[K]>;
  }
}

/** @throws Error with the sentence when it is not as said. */
export function assertThat(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
