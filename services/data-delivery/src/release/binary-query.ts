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
  #driver: ((bytes: Buffer) => void) | undefined;
  #stream: DriverConnection['stream'] | undefined;
  /** The beginning of a message that has not come whole. */
  #rest: Buffer | undefined;
  #failure: Error | undefined;

  constructor(
    private readonly statement: BinaryStatement,
    /** Told of the messages of rows as they come, whole ones, one after the other. */
    private readonly rows: (messages: Buffer) => void,
    /** Told once: after all rows, or what went wrong. */
    private readonly done: (error?: Error) => void,
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
    this.done(error);
  }

  handleReadyForQuery(): void {
    this.done(this.#failure);
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
    const rest = this.#rest;
    if (!rest) return this.#read(bytes);
    // Only the message that was cut is put together: what lies behind it stays where it is.
    const known = rest.length >= HEAD ? rest : Buffer.concat([rest, bytes.subarray(0, HEAD - rest.length)]);
    const missing = (known.length < HEAD ? HEAD : 1 + known.readUInt32BE(1)) - rest.length;
    this.#rest = undefined;
    this.#read(Buffer.concat([rest, bytes.subarray(0, missing)]));
    const behind = bytes.subarray(missing);
    if (behind.length === 0) return;
    if (this.#stream) this.#take(behind);
    else this.#driver!(behind);
  };

  #read(chunk: Buffer): void {
    let [place, rowsFrom] = [0, 0];
    while (place + HEAD <= chunk.length) {
      const end = place + 1 + chunk.readUInt32BE(place + 1);
      const kind = chunk[place];
      if (kind === ERROR || kind === READY) {
        // The last that is ours: from here on the driver reads by itself again.
        this.#tell(chunk, rowsFrom, place);
        this.#detach();
        return this.#driver!(chunk.subarray(place));
      }
      if (end > chunk.length) break;
      if (kind !== DATA_ROW) {
        this.#tell(chunk, rowsFrom, place);
        this.#driver!(chunk.subarray(place, end));
        rowsFrom = end;
      }
      place = end;
    }
    this.#tell(chunk, rowsFrom, place);
    this.#rest = place < chunk.length ? chunk.subarray(place) : undefined;
  }

  /** What fails here must not reach the socket: the statement ends first. */
  #tell(chunk: Buffer, from: number, to: number): void {
    if (from === to || this.#failure) return;
    try {
      this.rows(chunk.subarray(from, to));
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    }
  }
}
