import { ERROR_CODES, type ErrorCode } from '@greenledger/contracts';
import type { EspiRoute } from '../access/espi-routes.js';
import { FACES, type FaceName } from '../faces/face-name.js';
import { BATCH_PARAMETERS, CONDITIONS, FEED_QUERY, pathParameter, type Parameter } from './parameters.js';
import { refer, type Schema } from './schema-parts.js';

export interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Answer>>;
}

/** Names of the three kinds of bearer token, as security schemes. */
export const SECURITY = { access: 'accessToken', client: 'clientAccessToken', registration: 'registrationAccessToken' } as const;

const PROBLEM = { 'application/problem+json': { schema: refer('Problem') } };
const ATOM = FACES.atom.mediaTypes[0]!;
const header = (description: string): { description: string; schema: Schema } => ({ description, schema: { type: 'string' } });

/** Headers of refusals. */
const REFUSED: Readonly<Record<number, Answer['headers']>> = {
  401: {
    'www-authenticate': header('What proof is asked for.'),
    'dpop-nonce': header('The nonce of the next DPoP proof, where the token is bound to a key.'),
  },
  416: { 'content-range': header('The length of the result.') },
  429: { 'retry-after': header('Seconds.') },
  503: { 'retry-after': header('Seconds.') },
};

/** The answers to what is refused, by status; codes of one status stand together. */
export function problems(...statuses: readonly number[]): Record<string, Answer> {
  const codes = Object.entries(ERROR_CODES) as [ErrorCode, { status: number; title: string }][];
  return Object.fromEntries(
    statuses.map((status) => {
      const titles = codes.filter(([, { status: own }]) => own === status).map(([code, { title }]) => `\`${code}\`: ${title}`);
      const headers = REFUSED[status];
      return [String(status), { description: titles.join('; '), content: PROBLEM, ...(headers && { headers }) }];
    }),
  );
}

/** What every resource behind a token may refuse. */
const ALWAYS = [400, 401, 403, 404, 429, 500, 503] as const;

/** GET of a resource of the table. */
export function readOperation({ path, kind, served }: EspiRoute): Operation {
  const batch = path.startsWith('Batch/');
  const single = /:\w+$/.test(path) && !batch;
  const released = batch || path.startsWith('Subscription/') || path.startsWith('RetailCustomer/');
  const parameters = [
    ...pathParameters(path),
    ...(served && !single && ACTIONS[path] === undefined ? FEED_QUERY : []),
    ...(served && released ? CONDITIONS : []),
    ...(served && batch ? BATCH_PARAMETERS : []),
  ];
  const responses = {
    ...(served && { 200: found(path, batch) }),
    ...(served && batch && BACKGROUND),
    ...(served && released && { 304: { description: 'What is known already has not changed; nothing is released.' } }),
    ...problems(...ALWAYS),
    ...(served && batch && problems(416)),
  };
  return { ...named('read', path), security: [{ [SECURITY[kind]]: [] }], parameters, responses };
}

/** The same without a body. A body is never sent, whatever the status. */
export function headOperation(route: EspiRoute): Operation {
  const { responses, ...read } = readOperation(route);
  const bare = Object.entries(responses).map(([status, { description }]) => [status, { description }]);
  return { ...read, ...named('look at', route.path), responses: Object.fromEntries(bare) };
}

const WRITTEN: Readonly<Record<string, Readonly<Record<'PUT' | 'DELETE', string>>>> = {
  Authorization: { PUT: 'The Authorization as it is now.', DELETE: 'The Authorization has ended.' },
  ApplicationInformation: { PUT: 'The registration as it is now.', DELETE: 'The registration is on hold, and ends after 30 days.' },
};

/** The verbs beside GET and HEAD. */
export function writeOperation({ path, kind }: EspiRoute, verb: 'PUT' | 'DELETE'): Operation {
  const body = { content: { [ATOM]: {} } };
  return {
    ...named(verb === 'PUT' ? 'change' : 'give up', path),
    security: [{ [SECURITY[kind]]: [] }],
    parameters: pathParameters(path),
    ...(verb === 'PUT' && { requestBody: { required: true, ...body } }),
    responses: {
      200: { description: WRITTEN[path.split('/')[0]!]![verb], ...body },
      ...problems(...ALWAYS, 409, 413, 415),
    },
  };
}

function found(path: string, batch: boolean): Answer {
  const { forms, document } = formsOf(path, batch);
  const content = Object.fromEntries(forms.map((form) => [FACES[form].mediaTypes[0]!, form === 'json' ? { schema: refer(document) } : {}]));
  const headers = /^(Batch\/)?(Subscription|RetailCustomer)\//.test(path) ? RELEASED : undefined;
  return { description: 'The resource.', content, ...(headers && { headers }) };
}

/** The forms in which a resource is given, and the schema of its JSON. */
function formsOf(path: string, batch: boolean): { readonly forms: readonly FaceName[]; readonly document: string } {
  if (path.includes('RetailCustomer')) return { forms: batch ? ['atom', 'json', 'csv'] : ['atom'], document: 'CustomerDocument' };
  if (/\/UsageSummary(\/:\w+)?$/.test(path)) return { forms: ['atom', 'json', 'csv'], document: 'UsageSummaryDocument' };
  return { forms: batch ? (Object.keys(FACES) as FaceName[]) : ['atom'], document: 'UsageDocument' };
}

const RELEASED = {
  'release-id': header('The record of this release.'),
  etag: header('Names the exact versions of all that is shown.'),
  link: header('`rel="next"`: the next page, when max-results or depth cut the answer short.'),
};

const BACKGROUND: Record<string, Answer> = {
  202: {
    description: 'The batch is prepared in the background; Location is its job.',
    headers: {
      location: header('The job.'),
      'retry-after': header('Seconds.'),
      correlationid: header('Ties request, notification and result.'),
    },
    content: { 'application/json': { schema: refer('PreparedBatch') } },
  },
  204: { description: 'PG&E profile: the window holds no data.' },
  206: {
    description: 'A range of a prepared result.',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
    headers: { 'content-range': header('RFC 9110 section 14.4.') },
  },
};

const pathParameters = (path: string): Parameter[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => pathParameter(name!));

/** Names that generated clients call the operation by: the noun of the standard, after the verb; a batch by its whole path. */
function named(verb: string, path: string): Pick<Operation, 'operationId' | 'summary'> {
  const [first, ...rest] = verb.split(' ');
  const operationId = [first, ...rest.map(capital), nounOf(path)].join('');
  return { operationId, summary: `${capital(verb)} ${path.replace(/:(\w+)/g, '{$1}')}` };
}

/** Resources whose names say what is done; they take no query. */
const ACTIONS: Readonly<Record<string, string>> = { ReadServiceStatus: 'ServiceStatus', DownloadSampleData: 'SampleData' };

function nounOf(path: string): string {
  if (ACTIONS[path] !== undefined) return ACTIONS[path];
  const nouns = path.split('/').filter((part) => !part.startsWith(':'));
  const noun = nouns[0] === 'Batch' ? nouns.join('') : nouns.at(-1)!;
  if (/:\w+$/.test(path)) return noun;
  return noun.endsWith('s') ? `${noun}List` : `${noun.replace(/y$/, 'ie')}s`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
