/** The files of an evidence bundle. Every byte of each is checked by the verifier. */
export const BUNDLE_FILES = {
  /** One leaf per line, in the order of the log. */
  events: 'events.jsonl',
  /** One leaf hash per line, lower-case hex. */
  leafHashes: 'leaf-hashes.txt',
  /** The signed checkpoint (C2SP tlog-checkpoint). */
  checkpoint: 'checkpoint',
  /** The public key that it is signed with (C2SP signed-note). */
  verifierKey: 'verifier-key.txt',
  readme: 'README.md',
} as const;
