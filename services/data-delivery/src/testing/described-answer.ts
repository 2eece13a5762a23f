import { fits, routeOf } from '../access/espi-routes.js';
import { openApiDocument, templateOf } from '../openapi/openapi-document.js';
import { RESOURCE_PATH } from '../resources/resource-uris.js';

const { paths } = openApiDocument('https://utility.example');
const OTHERS = Object.keys(paths).filter((path) => !path.includes(RESOURCE_PATH));

/**
 * Holds an answer to what the OpenAPI document says of its path and verb. Paths and verbs that it does not name are none of
 * its business: they are refused everywhere.
 * @throws Error when the status is not described
 */
export function expectDescribed(method: string, url: string, status: number): void {
  const path = new URL(url).pathname.replace(/\/$/, '').slice(1);
  const below = path.startsWith(`${RESOURCE_PATH}/`) ? routeOf(path.slice(RESOURCE_PATH.length + 1)) : undefined;
  const template = below ? templateOf(below.path) : OTHERS.find((each) => fits(each.slice(1).replace(/\{(\w+)\}/g, ':$1'), path));
  const operation = template === undefined ? undefined : paths[template]![method.toLowerCase()];
  if (operation && !(String(status) in operation.responses))
    throw new Error(`${method} ${template} answered ${status}: openapi does not say so`);
}
