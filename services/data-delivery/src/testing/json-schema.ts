import type { Schema } from '../openapi/schema-parts.js';
import { SCHEMAS } from '../openapi/schemas.js';

/**
 * Where a value does not keep to a schema of the document. It knows the words that those schemas use and throws at any
 * other, so that none is passed over.
 */
export function violations(schema: Schema, value: unknown, at = '$'): string[] {
  const found: string[] = [];
  for (const [word, rule] of Object.entries(schema)) {
    const check = CHECKS[word];
    if (!check) throw new Error(`the schema word ${word} is not known here`);
    found.push(...check(rule as never, value, at, schema));
  }
  return found;
}

type Check = (rule: never, value: unknown, at: string, schema: Schema) => string[];

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  object: isObject,
  array: Array.isArray,
  null: (value) => value === null,
};
const FORMATS: Record<string, (text: string) => boolean> = {
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text),
  uri: URL.canParse,
};

const CHECKS: Record<string, Check> = {
  description: () => [],
  type: (type: string, value, at) => (TYPES[type]!(value) ? [] : [`${at} is no ${type}`]),
  enum: (list: unknown[], value, at) => (list.includes(value) ? [] : [`${at} is none of ${list.join(', ')}`]),
  format: (name: string, value, at) => (typeof value !== 'string' || FORMATS[name]!(value) ? [] : [`${at} is no ${name}`]),
  $ref: (reference: string, value, at) => violations(SCHEMAS[reference.slice(reference.lastIndexOf('/') + 1)]!, value, at),
  anyOf: (schemas: Schema[], value, at) =>
    schemas.some((schema) => violations(schema, value, at).length === 0) ? [] : [`${at} fits none of its schemas`],
  items: (schema: Schema, value, at) => (Array.isArray(value) ? value.flatMap((item, i) => violations(schema, item, `${at}[${i}]`)) : []),
  required: (names: string[], value, at) =>
    isObject(value) ? names.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`) : [],
  properties: (properties: Record<string, Schema>, value, at) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([name, schema]) => (name in value ? violations(schema, value[name], `${at}.${name}`) : []))
      : [],
  additionalProperties: (_no: false, value, at, { properties }) =>
    isObject(value) ? Object.keys(value).flatMap((name) => (name in (properties as object) ? [] : [`${at}.${name} is not described`])) : [],
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
