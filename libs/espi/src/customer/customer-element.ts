import { escapeXml } from '../atom/escape.js';

/** `<cust:name>value</cust:name>`, or nothing when there is no value. */
export function custElement(name: string, value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  return `<cust:${name}>${typeof value === 'string' ? escapeXml(value) : String(value)}</cust:${name}>`;
}

/** An element around others; nothing when all of them are nothing. */
export function custGroup(name: string, ...members: readonly string[]): string {
  const content = members.join('');
  return content === '' ? '' : `<cust:${name}>${content}</cust:${name}>`;
}

/** A resource: it stands even when nothing of it is shown. */
export const custResource = (name: string, ...members: readonly string[]): string => `<cust:${name}>${members.join('')}</cust:${name}>`;
