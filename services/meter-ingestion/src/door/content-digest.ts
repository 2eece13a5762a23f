import { ProblemError } from '@greenledger/contracts';

/** Hash functions that a digest header may name, and the length of what they give, bytes. */
const LENGTHS = { 'sha-256': 32, 'sha-512': 64 } as const;
export type DigestAlgorithm = keyof typeof LENGTHS;

/** What a client says the body's digest is. */
export interface ExpectedDigest {
  readonly algorithm: DigestAlgorithm;
  /** Base64 with padding. */
  readonly value: string;
  /** The header that said so, for messages. */
  readonly header: string;
}

/** `sha-256=:…:` (RFC 9530) or `sha-256=…` (RFC 3230). */
const MEMBER = /^\s*([A-Za-z0-9-]+)=(:?)([A-Za-z0-9+/]*={0,2})(:?)\s*$/;

/**
 * The digests that `Content-Digest` (RFC 9530) and `Digest` (RFC 3230) give for the body as it travels. Algorithms that are
 * not known are passed over, as both RFCs ask; a known one that cannot be read is refused, because the client wants a check.
 * @throws ProblemError `bad-request`.
 */
export function expectedDigests(headers: Readonly<Record<string, string | string[] | undefined>>): readonly ExpectedDigest[] {
  return (['content-digest', 'digest'] as const).flatMap((header) => {
    const given = headers[header];
    if (given === undefined) return [];
    return String(given)
      .split(',')
      .flatMap((member) => readMember(member, header));
  });
}

function readMember(member: string, header: string): ExpectedDigest[] {
  const match = MEMBER.exec(member);
  const algorithm = match?.[1]?.toLowerCase();
  if (algorithm !== undefined && !(algorithm in LENGTHS)) return [];
  const value = match?.[3] ?? '';
  const delimited = header === 'content-digest' ? ':' : '';
  const wellFormed = match && match[2] === delimited && match[4] === delimited;
  if (!wellFormed || Buffer.from(value, 'base64').length !== LENGTHS[algorithm as DigestAlgorithm]) {
    throw new ProblemError(
      'bad-request',
      `The header ${header} cannot be read. Write Content-Digest: sha-256=:<base64>: (RFC 9530) or Digest: sha-256=<base64> (RFC 3230). Nothing of the file was taken.`,
    );
  }
  return [{ algorithm: algorithm as DigestAlgorithm, value, header }];
}

/** The refusal of a body that arrived otherwise than it was sent. */
export function digestMismatch({ algorithm, header }: ExpectedDigest, found: string): ProblemError {
  return new ProblemError(
    'digest-mismatch',
    `The ${algorithm} of the bytes received is ${found}, and the header ${header} says otherwise: the file changed on its way. Nothing of it was taken; send it again.`,
    { algorithm, received: found },
  );
}
