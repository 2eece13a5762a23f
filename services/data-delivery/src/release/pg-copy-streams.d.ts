// The package brings no types; only what is used here.
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Readable } from 'node:stream';

  /** The stream that gives what a `COPY … TO STDOUT` sends. */
  export function to(sql: string): Readable & Submittable;
}
