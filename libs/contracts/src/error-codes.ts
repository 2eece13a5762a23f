/**
 * Every problem code (RFC 9457 `type` is `<origin>/docs/errors#<code>`) with its HTTP status and a title. A page row per
 * code stands in docs/reference/errors.md. Add here first: an unlisted code does not compile.
 */
export const ERROR_CODES = {
  'bad-request': { status: 400, title: 'The request is malformed' },
  'invalid-parameter': { status: 400, title: 'A query parameter is not valid' },
  'invalid-body': { status: 400, title: 'The body is not valid' },
  'digest-mismatch': { status: 400, title: 'The body is not what its digest header says' },
  'batch-in-progress': { status: 400, title: 'An unprocessed batch request for the same resource already exists' },
  unauthenticated: { status: 401, title: 'Credentials are missing or not valid' },
  'invalid-token': { status: 401, title: 'The token is unknown, expired or revoked' },
  forbidden: { status: 403, title: 'Not allowed' },
  'wrong-token-kind': { status: 403, title: 'This kind of token does not open this resource' },
  'not-your-resource': { status: 403, title: 'The token belongs to another authorization' },
  'release-refused': { status: 403, title: 'The authorization does not allow this release' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The state has changed meanwhile' },
  'payload-too-large': { status: 413, title: 'The upload is larger than the limit' },
  'range-not-satisfiable': { status: 416, title: 'The range lies behind the end' },
  'unsupported-media-type': { status: 415, title: 'The content is not of a supported kind' },
  'unrecognized-file': { status: 422, title: 'The file is of no known format' },
  'unknown-customer': { status: 422, title: 'No such customer' },
  'usage-point-not-held': { status: 422, title: 'The customer does not hold this usage point' },
  'consent-request-gone': { status: 410, title: 'The consent request has expired or was finished already' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part of the service is not available, try again' },
  'storage-full': { status: 507, title: 'There is no room for the upload' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** RFC 9457 problem, also the error of a NATS reply. `detail` says what was refused, by which rule, and what to do. */
export interface Problem {
  readonly type: string;
  readonly code: ErrorCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly correlationId?: string;
  readonly [member: string]: unknown;
}

/** Thrown anywhere inside a service; becomes problem+json at HTTP edges and a `{ problem }` reply over NATS. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly code: ErrorCode,
    detail: string,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  toProblem(): Problem {
    const { status, title } = ERROR_CODES[this.code];
    return { type: `/docs/errors#${this.code}`, code: this.code, title, status, detail: this.message, ...this.members };
  }
}
