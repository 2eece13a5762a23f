// The package brings no types; only what is used here.
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Readable, Writable } from 'node:stream';

  /** The stream that gives what a `COPY … TO STDOUT` sends. */
  export function to(sql: string): Readable & Submittable;

  /** The stream that takes what a `COPY … FROM STDIN` reads. */
  export function from(sql: string): Writable & Submittable;
}
