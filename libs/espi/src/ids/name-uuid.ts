import { parse, v5 } from 'uuid';

/** RFC 9562 namespace for names that are URLs; the ESPI UUID guidance asks for version 5 under it. */
const URL_NAMESPACE = parse('6ba7b811-9dad-11d1-80b4-00c04fd430c8');
const UTF8 = new TextEncoder();

/** UUID v5 of a name, lower case as the pattern of UUIDType demands. The same name gives the same id for ever. */
export function nameUuid(name: string): string {
  return v5(UTF8.encode(name), URL_NAMESPACE);
}

/** The Atom id (`urn:uuid:…`) of the resource of that stable name. */
export function atomId(name: string): string {
  return `urn:uuid:${nameUuid(name)}`;
}
