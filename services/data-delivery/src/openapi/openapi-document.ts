import { ESPI_ROUTES, TOKEN_NAMES, type EspiRoute } from '../access/espi-routes.js';
import { PREPARED_PATH } from '../prepared/job-document.js';
import { REFUSAL_PATH } from '../refusals/refusal-uri.js';
import { RESOURCE_PATH } from '../resources/resource-uris.js';
import { headOperation, problems, readOperation, SECURITY, writeOperation, type Operation } from './operations.js';
import { pathParameter } from './parameters.js';
import { refer } from './schema-parts.js';
import { SCHEMAS } from './schemas.js';

/** Where the document stands, below the public origin. */
export const OPENAPI_PATH = 'DataCustodian/openapi.json';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: object; readonly schemas: typeof SCHEMAS };
}

/** A path of the table as OpenAPI writes it. */
export const templateOf = (path: string): string => `/${RESOURCE_PATH}/${path.replace(/:(\w+)/g, '{$1}')}`;

/** The document: paths, verbs and tokens from the one table of routes, so that it cannot tell anything else. */
export function openApiDocument(origin: string): OpenApiDocument {
  const description =
    'What a third party reads under an authorization of a customer, in the form of ESPI (Green Button Connect My Data). Tokens come from the OAuth 2.0 endpoints that ' +
    `${origin}/.well-known/oauth-authorization-server names.`;
  return {
    openapi: '3.1.0',
    info: { title: 'Greenledger delivery API', version: '1', description },
    servers: [{ url: origin }],
    paths: {
      ...Object.fromEntries((ESPI_ROUTES as readonly EspiRoute[]).map((route) => [templateOf(route.path), operationsOf(route)])),
      ...OWN,
    },
    components: { securitySchemes: SCHEMES, schemas: SCHEMAS },
  };
}

function operationsOf(route: EspiRoute): Record<string, Operation> {
  const verbs = route.verbs.map((verb) => [verb.toLowerCase(), writeOperation(route, verb)]);
  return { get: readOperation(route), head: headOperation(route), ...(Object.fromEntries(verbs) as Record<string, Operation>) };
}

const SCHEMES = Object.fromEntries(
  Object.entries(SECURITY).map(([kind, name]) => [
    name,
    { type: 'http', scheme: 'bearer', description: `The ${TOKEN_NAMES[kind as keyof typeof SECURITY]} of ESPI.` },
  ]),
);

/** What is of this service and not of ESPI. */
const OWN: OpenApiDocument['paths'] = {
  [`/${PREPARED_PATH}`]: {
    get: own('listPreparedBatches', 'The newest batches prepared in the background', 'PreparedBatches', ['client', 'access']),
  },
  [`/${PREPARED_PATH}/{id}`]: { get: own('readPreparedBatch', 'Where a batch stands', 'PreparedBatch', ['client', 'access'], 'id') },
  [`/${REFUSAL_PATH}`]: { get: own('listRefusals', 'The newest refused requests', 'Refusals', ['client']) },
  [`/${REFUSAL_PATH}/{id}`]: { get: own('readRefusal', 'Why a request was refused', 'Refusal', ['client'], 'id') },
  [`/${OPENAPI_PATH}`]: {
    get: {
      operationId: 'readOpenApi',
      summary: 'This document',
      responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': {} } } },
    },
  },
};

function own(operationId: string, summary: string, schema: string, kinds: readonly (keyof typeof SECURITY)[], id?: string): Operation {
  return {
    operationId,
    summary,
    security: kinds.map((kind) => ({ [SECURITY[kind]]: [] })),
    ...(id !== undefined && { parameters: [pathParameter(id)] }),
    responses: {
      200: { description: summary, content: { 'application/json': { schema: refer(schema) } } },
      ...problems(400, 401, 403, ...(id === undefined ? [] : [404]), 429, 500, 503),
    },
  };
}
