import type { Checkpoint } from '../checkpoint/checkpoint.js';

/** The bundle's README; a function of the checkpoint and the key alone, so that it too can be checked. */
export function readmeOf({ origin, size, root }: Checkpoint, verifierKey: string): string {
  return `# Evidence of the log ${origin}

Everything that was recorded about consent and the release of data: ${size} events, in the order in which they were committed.

| File | What it holds |
| --- | --- |
| events.jsonl | one event per line as canonical JSON (RFC 8785): the bytes of one leaf, without the line feed |
| leaf-hashes.txt | SHA-256 of 0x00 and the leaf's bytes (RFC 6962), hex, one per line, as stored when the event was sealed |
| checkpoint | origin, size and Merkle root, signed (C2SP tlog-checkpoint and signed-note, Ed25519) |
| verifier-key.txt | the public key of the log (C2SP verifier key) |

Merkle root (hex): ${root.toString('hex')}
Verifier key: ${verifierKey}

## How to check it

    npm run audit:verify -- <this folder> --key '<verifier key>'

needs no network and no database. Take the verifier key from a place that the utility cannot change behind your back, not from
this folder: whoever can replace the whole folder can replace the key in it too. A checkpoint that you kept from an earlier day
must have its root again among the first leaves.

Times are UTC; windows are seconds since 1970-01-01 UTC. Ids are pseudonymous: no name, address or account is in this bundle.
`;
}
