/** Which addresses of companies may be called; everything else is refused (SEC-105). */
export class OutboundRules {
  constructor(
    /** Only for the embedded run and tests: an address of a company may be on this machine, also by plain http. */
    readonly allowLoopback: boolean,
  ) {}
}
