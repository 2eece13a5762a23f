/**
 * Splits a line at its commas, or at another delimiter. A field in double quotes may hold it, and a doubled quote stands for one.
 * @returns undefined when a quote is not closed, or something follows a closed quote.
 */
export function splitFields(line: string, delimiter = ','): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      const quoted = readQuoted(line, at + 1);
      if (!quoted) return undefined;
      fields.push(quoted.text);
      at = quoted.next;
      if (at === line.length) return fields;
      if (line[at] !== delimiter) return undefined;
      at++;
      continue;
    }
    const comma = line.indexOf(delimiter, at);
    if (comma < 0) return [...fields, line.slice(at)];
    fields.push(line.slice(at, comma));
    at = comma + 1;
  }
}

function readQuoted(line: string, from: number): { text: string; next: number } | undefined {
  let text = '';
  let at = from;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return undefined;
    text += line.slice(at, quote);
    if (line[quote + 1] !== '"') return { text, next: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}
