const WIDTH = 28;

/** Where progress is shown. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line that is written over and over on a terminal; elsewhere nothing, so that log files stay readable. */
export class ProgressBar {
  #shown = '';

  constructor(private readonly terminal: Terminal) {}

  /** @param fraction 0 to 1. */
  show(name: string, what: string, fraction: number): void {
    if (!this.terminal.isTTY) return;
    const whole = Math.min(1, Math.max(0, fraction));
    const full = Math.round(whole * WIDTH);
    const text = `${name.slice(-32).padEnd(32)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(whole * 100)).padStart(3)} % ${what}`;
    if (text === this.#shown) return;
    this.terminal.write(`\r\u001b[2K${text}`);
    this.#shown = text;
  }

  clear(): void {
    if (this.#shown) this.terminal.write('\r\u001b[2K');
    this.#shown = '';
  }
}
