/** Types that have more than one name in use, by what they are compared as. */
const TYPES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  S: 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'EMAILADDRESS',
  E: 'EMAILADDRESS',
};

/** One attribute with what ends it. A value holds no bare separator, quote or angle bracket (RFC 4514 section 3). */
const ATTRIBUTE = /\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *=((?:\\[^]|[^\\,+;<>"])*)([,+]|$)/y;

/**
 * A distinguished name (RFC 4514 text) in a form in which equal names are equal text: types by one name in capitals, escapes
 * resolved, attributes of one RDN in order. Values are compared to the character, order of RDNs counts.
 * @returns undefined for text that is no name, or holds a value as hex (`#…`)
 */
export function comparableName(text: string): string | undefined {
  const names: string[][] = [[]];
  for (let at = 0; ;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (!found) return undefined;
    const [, type, raw, end] = found as unknown as [string, string, string, string];
    const value = raw.replace(/^ +/, '').replace(/(?<!\\) +$/, '');
    if (value === '' || value.startsWith('#')) return undefined;
    const name = type.toUpperCase();
    names.at(-1)!.push(JSON.stringify([TYPES[name] ?? name, unescaped(value)]));
    if (end === '') return JSON.stringify(names.map((attributes) => attributes.sort()));
    if (end === ',') names.push([]);
    at = ATTRIBUTE.lastIndex;
  }
}

const unescaped = (value: string): string =>
  value.replace(/((?:\\[0-9A-Fa-f]{2})+)|\\([^])/g, (_all, hex: string | undefined, character: string) =>
    hex === undefined ? character : Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
