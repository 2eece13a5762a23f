import { escapeXml } from './escape.js';

/** `<espi:name>value</espi:name>`, or nothing when there is no value. */
export function element(name: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return `<espi:${name}>${typeof value === 'number' ? value : escapeXml(value)}</espi:${name}>`;
}

/** DateTimeInterval: `duration` before `start`, as the schema demands; duration 0 means without end, or one moment. */
export function dateTimeInterval(name: string, start: number, duration: number): string {
  return `<espi:${name}><espi:duration>${duration}</espi:duration><espi:start>${start}</espi:start></espi:${name}>`;
}
