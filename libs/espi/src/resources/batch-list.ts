import { escapeXml } from '../atom/escape.js';
import { ESPI_NAMESPACE, XML_DECLARATION } from '../atom/feed.js';

/** BatchList, the body of a notification: absolute URIs that the third party may now GET. */
export function batchListDocument(resources: readonly string[]): string {
  const lines = resources.map((uri) => `<espi:resources>${escapeXml(uri)}</espi:resources>\n`).join('');
  return `${XML_DECLARATION}<espi:BatchList xmlns:espi="${ESPI_NAMESPACE}">\n${lines}</espi:BatchList>\n`;
}
