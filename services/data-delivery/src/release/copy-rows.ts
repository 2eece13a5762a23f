import type { ClientBase, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource } from 'typeorm';

/** Signature of the binary COPY format, flags and the length of what may follow them. */
const HEADER = 11 + 4 + 4;

/**
 * Rows of a binary COPY, read column by column in the order of the query: several times as fast as rows of text, and bytes
 * stay bytes. The columns must be taken in order, each by the method of its type.
 */
export class CopyRows {
  #place: number;
  #left = 0;

  constructor(readonly bytes: Buffer) {
    this.#place = HEADER + bytes.readInt32BE(HEADER - 4);
  }

  /** Columns of this row that are not taken yet. */
  get left(): number {
    return this.#left;
  }

  /** Goes on to the next row; false after the last. */
  next(): boolean {
    this.#left = this.bytes.readInt16BE(this.#place);
    this.#place += 2;
    return this.#left >= 0;
  }

  int16(): number {
    return this.bytes.readInt16BE(this.#take());
  }

  int32(): number {
    return this.bytes.readInt32BE(this.#take());
  }

  /** A bigint that a double holds exactly, or undefined for NULL. */
  int64(): number | undefined {
    const place = this.#take();
    if (this.#place === place) return undefined;
    return this.bytes.readInt32BE(place) * 2 ** 32 + this.bytes.readUInt32BE(place + 4);
  }

  /** Goes over a column. @returns its length in bytes: it ends at `place` */
  skip(): number {
    const place = this.#take();
    return this.#place - place;
  }

  /** Where the next column or row begins. */
  get place(): number {
    return this.#place;
  }

  #take(): number {
    const length = this.bytes.readInt32BE(this.#place);
    const place = this.#place + 4;
    this.#place = place + Math.max(length, 0);
    this.#left--;
    return place;
  }
}

/** Runs a query by COPY. @param query SQL without parameters: what is put into its text must be numbers */
export async function copyRows(query: string, dataSource: DataSource): Promise<CopyRows> {
  const runner = dataSource.createQueryRunner();
  try {
    return await copyRowsOn((await runner.connect()) as PoolClient, query);
  } finally {
    await runner.release();
  }
}

/** The same on a connection, in its transaction if it is in one. */
export async function copyRowsOn(client: ClientBase, query: string): Promise<CopyRows> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`))) chunks.push(chunk as Buffer);
  return new CopyRows(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
}
