/** The environment does not configure the service: names each variable, what is wrong with it and what to set. Never shows a value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: ReadonlyArray<{ readonly variable: string; readonly reasons: readonly string[] }>) {
    super(`The configuration is not valid:\n${problems.map(({ variable, reasons }) => `  ${variable}: ${reasons.join('; ')}`).join('\n')}`);
  }
}
