import type { ThirdPartyView } from '../requests/authorization-requests.js';
import type { TestText } from './test-texts.js';

/** The three tests before production (mission M-02), in their order. */
export const THIRD_PARTY_TESTS = ['connectivity', 'oauth', 'applicationInformation'] as const;
export type ThirdPartyTest = (typeof THIRD_PARTY_TESTS)[number];

/** Where a registration stands; `ThirdPartyStatus` is the coarser answer to "may it receive data?". */
export type ThirdPartyStage = 'registered' | 'testing' | 'review' | 'declined' | 'production' | 'onHold' | 'terminated';

export const MILESTONES = ['registered', 'emailConfirmed', ...THIRD_PARTY_TESTS, 'production'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** What the utility decided against a company, in its words. */
export interface ThirdPartyDecision {
  readonly kind: 'declined' | 'onHold' | 'terminated';
  readonly reason: string;
  /** Until when the cause of a hold is to be cured; seconds since 1970-01-01 UTC. */
  readonly cureBy?: number;
  /** The company itself withdrew its registration; it may take that back until then. */
  readonly withdrawn?: true;
}

/** A company with its milestones, for its own people and for the operator. */
export interface ThirdPartyProgress extends ThirdPartyView {
  readonly stage: ThirdPartyStage;
  readonly testsPassed: readonly ThirdPartyTest[];
  readonly decision?: ThirdPartyDecision;
  /** When each milestone was reached (RFC 3339 UTC); those ahead are missing. */
  readonly milestones: Readonly<Partial<Record<Milestone, string>>>;
}

/** One request of a test as it was made. No credential is in it. */
export interface TestStep {
  /** Method and address, for example `POST http://localhost:8080/oauth/token`. */
  readonly request: string;
  /** What is special about the request; rows of earlier releases tell it within `request`. */
  readonly about?: TestText;
  /** What must come back, and by which rule. */
  readonly expected: TestText;
  /** What came back, part by part. */
  readonly found: TestText | readonly TestText[];
  readonly passed: boolean;
  /** What to do about it; empty when it passed. */
  readonly advice: TestText;
}

export interface TestRun {
  readonly runId: string;
  readonly test: ThirdPartyTest;
  readonly state: 'running' | 'passed' | 'failed';
  /** RFC 3339 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly steps: readonly TestStep[];
}
