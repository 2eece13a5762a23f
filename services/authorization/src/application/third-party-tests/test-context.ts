import { testText, type TestStep, type TestText, type ThirdPartyProgress } from '@greenledger/contracts';
import { guardedRequest, type GuardedRequest } from '@greenledger/service-kit';
import { TEST_AGENT } from '../../oauth/observe-sandbox.js';
import { failureOf, TIMEOUT_MS } from './failures.js';

/** What came back, or why nothing did. */
export interface Answer {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
  /** As `name=value`, for a request that goes on. */
  readonly cookies: readonly string[];
  /** Set when there is no answer. */
  readonly failure?: TestText;
}

/** How a step came out. */
export interface Judged {
  readonly passed: boolean;
  /** Beside the status. */
  readonly found?: readonly TestText[];
  readonly advice: TestText;
  /** What is special about the request. */
  readonly about?: TestText;
}

const LARGEST_BODY = 1_000_000;
const NOTHING = { status: 0, location: null, body: '', cookies: [] } as const;

/** An answer that never came. */
export const withoutAnswer = (failure: TestText): Answer => ({ ...NOTHING, failure });

/** Makes the requests of one run and writes down each as a step. No header and no body is kept: they hold credentials. */
export class TestContext {
  readonly steps: TestStep[] = [];

  constructor(
    readonly company: ThirdPartyProgress,
    /** The system's own public origin, without a slash at the end. */
    readonly origin: string,
    private readonly allowLoopback: boolean,
  ) {}

  get espi(): string {
    return `${this.origin}/DataCustodian/espi/1_1/resource`;
  }

  /** A request to our own public endpoints, as the company would make it. Redirects are not followed. */
  async ours(url: string, { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}): Promise<Answer> {
    try {
      const response = await fetch(url, {
        ...init,
        headers: { 'user-agent': TEST_AGENT, ...headers },
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return {
        status: response.status,
        location: response.headers.get('location'),
        body: (await response.text()).slice(0, LARGEST_BODY),
        cookies: response.headers.getSetCookie().map((line) => line.split(';', 1)[0]!),
      };
    } catch (error) {
      return withoutAnswer(failureOf(error));
    }
  }

  /** A request to an address of the company, under the rules for outbound calls. */
  async theirs(url: string, init: Pick<GuardedRequest, 'method' | 'headers' | 'body'> = {}): Promise<Answer> {
    const { allowLoopback } = this;
    try {
      const { status } = await guardedRequest({ url, ...init, allowLoopback, timeoutMilliseconds: TIMEOUT_MS, largestBody: 0 });
      return { ...NOTHING, status };
    } catch (error) {
      return withoutAnswer(failureOf(error));
    }
  }

  /** Writes a step down. @returns whether it passed */
  note(request: string, expected: TestText, answer: Answer, { passed, found = [], advice, about }: Judged): boolean {
    const told = answer.failure ? [answer.failure] : [...(answer.status > 0 ? [testText('status', String(answer.status))] : []), ...found];
    this.steps.push({ request, ...(about && { about }), expected, found: told, passed, advice: passed ? '' : advice });
    return passed;
  }
}
