import { ESPI_NAMESPACE, XML_DECLARATION } from '../atom/feed.js';

/** ServiceStatus is a document of its own, not an Atom feed. `currentStatus`: 0 unavailable, 1 normal. */
export function serviceStatusDocument(currentStatus: number): string {
  return `${XML_DECLARATION}<espi:ServiceStatus xmlns:espi="${ESPI_NAMESPACE}"><espi:currentStatus>${currentStatus}</espi:currentStatus></espi:ServiceStatus>\n`;
}
