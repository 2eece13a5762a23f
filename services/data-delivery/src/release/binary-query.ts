import type { Connection, Submittable } from 'pg';

/** A statement whose rows are wanted as bytes. */
export interface BinaryStatement {
  readonly text: string;
  /** As PostgreSQL reads them as text. */
  readonly values?: readonly string[];
  /** Stands for the text on each connection, which parses and plans it once. Without it the text may differ from time to time. */
  readonly name?: string;
}

/** What the driver's connection has that its types do not tell of. */
interface DriverConnection {
  readonly stream: NodeJS.ReadWriteStream & { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string | undefined>;
  parse(query: { text: string; name: string; types: readonly number[] }): void;
  bind(config: { portal: string; statement: string; values: readonly string[]; binary: boolean }): void;
  execute(config: { portal: string; rows: number }): void;
  sync(): void;
}

/** Kinds of messages that PostgreSQL sends (its documentation, "Message Formats"). */
const [DATA_ROW, ERROR, READY] = [0x44, 0x45, 0x5a];
/** The kind of a message, and its length without the kind. */
const HEAD = 5;

/**
 * Runs a statement and gathers its rows as they come from the socket. The driver would make a string of each field first, which takes
 * longer and destroys bytes; so the rows go past it, and everything else that PostgreSQL says goes to it.
 */
export class BinaryQuery implements Submittable {
  /** The driver notes by these that the statement is parsed. */
  readonly name: string | undefined;
  readonly text: string;
  readonly #rows: Buffer[] = [];
  #driver: ((bytes: Buffer) => void) | undefined;
  #stream: DriverConnection['stream'] | undefined;
  /** The beginning of a message that has not come whole. */
  #rest: Buffer | undefined;

  constructor(
    private readonly statement: BinaryStatement,
    /** Told once: what went wrong, or the messages of all rows, one after the other. */
    private readonly done: (error: Error | null, rows: Buffer) => void,
  ) {
    this.name = statement.name;
    this.text = statement.text;
  }

  submit(to: Connection): void {
    const connection = to as unknown as DriverConnection;
    const { text, name = '', values = [] } = this.statement;
    this.#attach(connection.stream);
    connection.stream.cork();
    try {
      if (name === '' || connection.parsedStatements[name] === undefined) connection.parse({ text, name, types: [] });
      connection.bind({ portal: '', statement: name, values, binary: true });
      connection.execute({ portal: '', rows: 0 });
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleError(error: Error): void {
    this.#detach();
    this.done(error, Buffer.alloc(0));
  }

  handleReadyForQuery(): void {
    this.done(null, this.#rows.length === 1 ? this.#rows[0]! : Buffer.concat(this.#rows));
  }

  /** There is nothing to be told of these. */
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}

  #attach(stream: DriverConnection['stream']): void {
    const listeners = stream.listeners('data');
    if (listeners.length !== 1) throw new Error('the driver does not read its connection as it used to');
    this.#driver = listeners[0] as (bytes: Buffer) => void;
    this.#stream = stream;
    stream.off('data', this.#driver);
    stream.on('data', this.#take);
  }

  #detach(): void {
    if (!this.#stream || !this.#driver) return;
    this.#stream.off('data', this.#take);
    this.#stream.on('data', this.#driver);
    this.#stream = undefined;
  }

  readonly #take = (bytes: Buffer): void => {
    const chunk = this.#rest ? Buffer.concat([this.#rest, bytes]) : bytes;
    let [place, rowsFrom] = [0, 0];
    const keepRows = (): void => {
      if (rowsFrom < place) this.#rows.push(chunk.subarray(rowsFrom, place));
    };
    while (place + HEAD <= chunk.length) {
      const end = place + 1 + chunk.readUInt32BE(place + 1);
      const kind = chunk[place];
      if (kind === ERROR || kind === READY) {
        // The last that is ours: from here on the driver reads by itself again.
        keepRows();
        this.#detach();
        this.#driver!(chunk.subarray(place));
        return;
      }
      if (end > chunk.length) break;
      if (kind !== DATA_ROW) {
        keepRows();
        this.#driver!(chunk.subarray(place, end));
        rowsFrom = end;
      }
      place = end;
    }
    keepRows();
    this.#rest = place < chunk.length ? chunk.subarray(place) : undefined;
  };
}
