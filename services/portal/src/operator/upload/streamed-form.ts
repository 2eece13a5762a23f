import { BrokenForm, PartReader } from './part-reader.js';

const LONGEST_HEADERS = 8_192;
const LONGEST_FIELD = 65_536;
const MOST_FIELDS = 50;

/** A file that is still coming in: its bytes are read once, as they come. */
export class IncomingFile {
  constructor(
    /** As the browser says it; empty when no file was chosen. */
    readonly name: string,
    readonly content: AsyncIterable<Buffer>,
  ) {}
}

export type StreamedForm = Readonly<Record<string, string | IncomingFile>>;

/**
 * The fields of a multipart form (RFC 7578) up to its first file, which ends the reading: a form has to send its file last.
 * @throws BrokenForm for a body that is no such form
 */
export async function readStreamedForm(reader: PartReader, contentType: string): Promise<StreamedForm> {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  if (!boundary) throw new BrokenForm('the form names no boundary');
  const fields: Record<string, string | IncomingFile> = {};
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const inner = Buffer.concat([Buffer.from('\r\n'), delimiter]);
  await reader.until(delimiter, LONGEST_HEADERS);
  for (let count = 0; count < MOST_FIELDS; count++) {
    const headers = (await reader.until(Buffer.from('\r\n'), 2)).toString('latin1');
    if (headers === '--') return fields;
    const part = (await reader.until(Buffer.from('\r\n\r\n'), LONGEST_HEADERS)).toString('utf8');
    const name = /\bname="([^"]*)"/i.exec(part)?.[1];
    if (name === undefined) throw new BrokenForm('a part has no name');
    const fileName = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(part)?.[1];
    if (fileName !== undefined) return { ...fields, [name]: new IncomingFile(plainName(fileName), reader.piecesUntil(inner)) };
    fields[name] = (await reader.until(inner, LONGEST_FIELD)).toString('utf8');
  }
  throw new BrokenForm('the form has too many fields');
}

/** Browsers write a quote as %22; some send a path. */
const plainName = (given: string): string =>
  given
    .replaceAll('%22', '"')
    .replace(/^.*[/\\]/, '')
    .slice(0, 200);
