/** Tells the person at the terminal what is going on, a line per step. */
export class Progress {
  constructor(private readonly write: (text: string) => void = (text) => void process.stdout.write(text)) {}

  /** Runs one step and tells how long it took. */
  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.write(`  ${what} …`);
    const begin = Date.now();
    try {
      const result = await work();
      this.write(` ${((Date.now() - begin) / 1000).toFixed(1)} s\n`);
      return result;
    } catch (error) {
      this.write(' failed\n');
      throw error;
    }
  }

  note(text: string): void {
    this.write(`  ${text}\n`);
  }
}
