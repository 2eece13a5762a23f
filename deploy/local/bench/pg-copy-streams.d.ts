// The package brings no types; only what the benchmark uses.
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Writable } from 'node:stream';

  /** The stream that takes the text of a `COPY … FROM STDIN`. */
  export function from(sql: string): Writable & Submittable;
}
