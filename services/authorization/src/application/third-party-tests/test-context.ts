import type { TestStep, ThirdPartyProgress } from '@greenledger/contracts';
import { guardedRequest, OutboundRefused, type GuardedRequest } from '@greenledger/service-kit';

/** What came back, or why nothing did. */
export interface Answer {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
  /** Set when there is no answer. */
  readonly failure?: string;
}

const TIMEOUT_MS = 5000;
const LARGEST_BODY = 1_000_000;

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
  async ours(url: string, init: RequestInit = {}): Promise<Answer> {
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      return { status: response.status, location: response.headers.get('location'), body: (await response.text()).slice(0, LARGEST_BODY) };
    } catch (error) {
      return { status: 0, location: null, body: '', failure: reasonOf(error) };
    }
  }

  /** A request to an address of the company, under the rules for outbound calls. */
  async theirs(url: string, init: Pick<GuardedRequest, 'method' | 'headers' | 'body'> = {}): Promise<Answer> {
    const { allowLoopback } = this;
    try {
      const { status } = await guardedRequest({ url, ...init, allowLoopback, timeoutMilliseconds: TIMEOUT_MS, largestBody: 0 });
      return { status, location: null, body: '' };
    } catch (error) {
      const failure = error instanceof OutboundRefused ? `refused by rule: ${error.message}` : reasonOf(error);
      return { status: 0, location: null, body: '', failure };
    }
  }

  /** Writes a step down. @returns whether it passed */
  note(
    request: string,
    expected: string,
    answer: Answer,
    judged: { readonly passed: boolean; readonly found?: string; readonly advice: string },
  ): boolean {
    const found = answer.failure ?? [`status ${answer.status}`, judged.found].filter(Boolean).join(', ');
    this.steps.push({ request, expected, found, passed: judged.passed, advice: judged.passed ? '' : judged.advice });
    return judged.passed;
  }
}

/** A connection error as a sentence without anything that was sent. */
function reasonOf(error: unknown): string {
  const { name, code, cause } = (error ?? {}) as { name?: string; code?: string; cause?: { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  const why = cause?.code ?? code ?? name ?? 'unknown error';
  const known: Record<string, string> = {
    ECONNREFUSED: 'nothing listens at this address',
    ENOTFOUND: 'the host name does not exist',
    EAI_AGAIN: 'the host name cannot be looked up now',
    CERT_HAS_EXPIRED: 'the certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
    ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  };
  return known[why] ? `${known[why]} (${why})` : `no connection (${why})`;
}
