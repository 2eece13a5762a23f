import { RateWindow } from './rate-window.js';

/** How often the OAuth endpoints may be tried; counted per process, in windows of a minute. */
export class AttemptLimits {
  /** Requests of one address, whatever becomes of them. */
  requestsPerAddress = 1200;
  /** Refused requests of one address: unknown clients, wrong secrets, guessed codes and tokens. */
  failuresPerAddress = 120;
  /**
   * Refused requests in the name of one client from one address. The address belongs to it: else anybody who knows a
   * client_id could lock that company out.
   */
  failuresPerClient = 30;
  windowSeconds = 60;
}

/** One reserved failure, to be given back when the request turns out well. */
interface Reservation {
  readonly window: RateWindow;
  readonly name: string;
}

/** One request on its way through the limits. */
export class Attempt {
  readonly #reserved: Reservation[] = [];

  constructor(
    private readonly windows: AttemptWindows,
    private readonly address: string,
  ) {}

  /** @returns 0, or the seconds to wait */
  begin(): number {
    const { requests, failuresByAddress } = this.windows;
    return requests.take(this.address, this.windows.now()) || this.#reserve(failuresByAddress, this.address);
  }

  /** Called before a secret of the client is looked at. @returns 0, or the seconds to wait */
  asClient(clientId: string): number {
    return this.#reserve(this.windows.failuresByClient, `${this.address} ${clientId}`);
  }

  succeeded(): void {
    for (const { window, name } of this.#reserved.splice(0)) window.giveBack(name);
  }

  #reserve(window: RateWindow, name: string): number {
    const wait = window.take(name, this.windows.now());
    if (wait === 0) this.#reserved.push({ window, name });
    return wait;
  }
}

/** The counters of one process. A failure is counted before the request is judged, so parallel guesses gain nothing. */
export class AttemptWindows {
  readonly requests: RateWindow;
  readonly failuresByAddress: RateWindow;
  readonly failuresByClient: RateWindow;

  constructor(
    limits: AttemptLimits,
    readonly now: () => number = () => performance.now() / 1000,
  ) {
    const { requestsPerAddress, failuresPerAddress, failuresPerClient, windowSeconds } = limits;
    this.requests = new RateWindow(requestsPerAddress, windowSeconds);
    this.failuresByAddress = new RateWindow(failuresPerAddress, windowSeconds);
    this.failuresByClient = new RateWindow(failuresPerClient, windowSeconds);
  }

  attempt(address: string): Attempt {
    return new Attempt(this, address);
  }
}
