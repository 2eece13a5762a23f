import { describe, expect, it } from '@jest/globals';
import { ProblemError, type AuthorizationEvent, type Period, type Terms } from '@greenledger/contracts';
import fc from 'fast-check';
import { anyLifecycle, DAY, type Step } from './lifecycle-model.js';
import { decideAuthorization, evolveAuthorization, initialAuthorization } from './index.js';
import type { AuthorizationState } from './index.js';

const RUNS = 10_000;

interface Told {
  readonly event: AuthorizationEvent;
  readonly at: number;
}

/** Carries the steps out as the use cases do: time only goes forward, refused commands leave no trace. */
function live(steps: readonly Step[]): Told[] {
  let state: AuthorizationState = initialAuthorization;
  let at = 0;
  const log: Told[] = [];
  for (const { after, command } of steps) {
    at += after;
    let events: readonly AuthorizationEvent[] = [];
    try {
      events = decideAuthorization(state, { ...command(at), at });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
    for (const event of events) log.push({ event, at });
    const metadata = { occurredAt: new Date(at * 1000).toISOString() };
    state = events.reduce((before, event) => evolveAuthorization(before, { ...event, metadata }), state);
  }
  return log;
}

/** Far cheaper than an `expect` for each day of each window. */
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

const within = ({ start, end }: Period, moment: number): boolean => start <= moment && (end === null || moment < end);

const AFTER_GIVING_UP: readonly string[] = ['AuthorizationRevoked', 'UsagePointHoldingChanged', 'AuthorizationReinstated'];

/** What the events say, read by hand: it shares no code with the decider. */
class Reader {
  terms: Terms | undefined;
  /** True once the authorization was revoked or expired, and not reinstated since. */
  over = false;
  /** While the company's own end is the last word: when that was. */
  givenUp: number | undefined;
  held = new Map<string, readonly Period[]>();
  lastUse = 0;
  /** Moment until which a share for one time may still be fetched. */
  lastFetch = Infinity;
  readonly reminders = new Set<string>();
  readonly seen = {
    releases: 0,
    ofFormerHolders: 0,
    reminders: 0,
    unused: 0,
    oneTime: 0,
    holdings: 0,
    reinstated: 0,
    afterReinstatement: 0,
  };

  read({ event, at }: Told): void {
    // Nothing at all follows the end but refusals; what the company gave up may be ended for good, or come back.
    const mayFollow = event.type === 'DataReleaseRefused' || (this.givenUp !== undefined && AFTER_GIVING_UP.includes(event.type));
    must(!this.over || mayFollow, `${event.type} after the end`);
    switch (event.type) {
      case 'AuthorizationGranted':
        this.lastUse = at;
        this.#termsFrom(event.data);
        break;
      case 'AuthorizationModified':
        this.#termsFrom(event.data);
        this.lastFetch = event.data.cause === 'oneTimeReleased' ? at + 3600 : Infinity;
        if (event.data.cause) this.seen.oneTime++;
        break;
      case 'AuthorizationRevoked':
        must(!this.over || event.data.by !== 'thirdParty', 'the company ended it twice');
        this.over = true;
        this.givenUp = event.data.by === 'thirdParty' ? at : undefined;
        break;
      case 'AuthorizationReinstated':
        must(this.over && this.givenUp !== undefined && at - this.givenUp < 30 * DAY, 'reinstated what the company did not just give up');
        must(within(this.terms!.authorizedPeriod, at), 'reinstated outside the authorized period');
        this.seen.reinstated++;
        this.over = false;
        this.givenUp = undefined;
        break;
      case 'AuthorizationExpired':
        this.over = true;
        if (event.data.cause !== 'unused') break;
        this.seen.unused++;
        must(at - this.lastUse >= 365 * DAY, 'ended as unused while it was used');
        break;
      case 'UsagePointHoldingChanged':
        this.seen.holdings++;
        this.held.set(event.data.usagePointId, event.data.periods);
        break;
      case 'AuthorizationReminderDue':
        this.#reminder(event.data, at);
        break;
      case 'DataReleased':
        this.#release(event.data, at);
        break;
      default:
    }
  }

  #termsFrom({ terms, holdings = [] }: Extract<AuthorizationEvent, { type: 'AuthorizationGranted' | 'AuthorizationModified' }>['data']) {
    this.terms = terms;
    for (const { usagePointId, periods } of holdings) this.held.set(usagePointId, periods);
  }

  #reminder({ reminder, dueFor }: Extract<AuthorizationEvent, { type: 'AuthorizationReminderDue' }>['data'], at: number): void {
    this.seen.reminders++;
    const { start, end } = this.terms!.authorizedPeriod;
    must(!this.reminders.has(`${reminder} ${dueFor}`), 'reminded twice');
    this.reminders.add(`${reminder} ${dueFor}`);
    if (reminder === 'ending') {
      must(dueFor === end && at >= dueFor - 30 * DAY && at < dueFor, 'reminded of the end at a wrong time');
    } else {
      must((dueFor - start) % (365 * DAY) === 0 && at >= dueFor && dueFor > start, 'reminded of no anniversary');
    }
  }

  #release(release: Extract<AuthorizationEvent, { type: 'DataReleased' }>['data'], at: number): void {
    this.seen.releases++;
    must(!this.over, 'released after the end or before the reinstatement');
    if (this.seen.reinstated > 0) this.seen.afterReinstatement++;
    this.lastUse = at;
    const terms = this.terms!;
    must(within(terms.authorizedPeriod, at) && at < this.lastFetch, 'released outside the authorized period');
    must(
      release.usagePointIds.every((id) => terms.usagePointIds.includes(id)),
      'a usage point that was not chosen',
    );
    must(
      release.dataSets.every((dataSet) => terms.dataSets.includes(dataSet)),
      'a data set that was not chosen',
    );
    // Whatever day of the window one looks at: agreed to, and held by this customer at every place it may come from.
    for (const { usagePointId, windows } of release.extent?.usagePoints ?? []) {
      const periods = this.held.get(usagePointId);
      for (const window of windows) {
        for (let day = window.start; day < window.end; day += DAY) {
          must(within(terms.publishedPeriod, day), 'a day that was not agreed to');
          must(periods === undefined || periods.some((period) => within(period, day)), 'a day of another holder');
        }
        if (periods?.every(({ end }) => end !== null)) this.seen.ofFormerHolders++;
      }
    }
    const { window } = release;
    for (let day = window.start; day < window.end; day += DAY) must(within(terms.publishedPeriod, day), 'a day that was not agreed to');
    if (release.extent || window.start === window.end) return;
    // Without an extent there is only the span: both ends of it are some holder period of this customer.
    const all = release.usagePointIds.map((id) => this.held.get(id));
    if (all.some((periods) => periods === undefined)) return;
    const periods = all.flatMap((one) => one ?? []);
    must(
      periods.some(({ start }) => start <= window.start),
      'begins before the holder did',
    );
    must(
      periods.some(({ end }) => end === null || end >= window.end),
      'ends after the holder did',
    );
  }
}

describe('any life of an authorization', () => {
  it(`holds no release outside the terms in force or the holder's own periods (${RUNS} histories)`, () => {
    const total = { ...new Reader().seen };
    fc.assert(
      fc.property(anyLifecycle, (steps) => {
        const reader = new Reader();
        for (const told of live(steps)) reader.read(told);
        for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += reader.seen[key];
      }),
      { numRuns: RUNS },
    );
    // The property would hold for a world in which nothing happens: every kind of turn must have been taken often.
    for (const [turn, count] of Object.entries(total)) expect({ turn, often: count > RUNS / 100 }).toEqual({ turn, often: true });
  });
});
