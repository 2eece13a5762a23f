import { FieldFault, rejectOf } from '../field-fault.js';
import { EspiFile, type EspiLine } from './espi-file.js';
import type { EspiOptions } from './espi-options.js';
import { ESPI_REASONS, type EspiReason } from './reason-codes.js';
import { XmlEvents } from './xml-events.js';

/**
 * Reads an ESPI file (Green Button, versions 1.1, 3.3 and 4.0) as it arrives: for each IntervalBlock its readings, or a
 * reject. `position` counts the results. Memory is bounded: one block, the blocks whose ReadingType still has to come, and
 * the names of meters. A file that breaks off gives what was complete, then a reject that says where it broke.
 * @throws UnrecognizedFileError before anything is given out, when the file is no ESPI.
 */
export async function* readEspi(
  bytes: AsyncIterable<Uint8Array>,
  options: EspiOptions = {},
): AsyncGenerator<EspiLine & { readonly position: number }, void, undefined> {
  const file = new EspiFile(options);
  const xml = new XmlEvents(file);
  let position = 0;
  const numbered = function* (lines: readonly EspiLine[]): Generator<EspiLine & { readonly position: number }, void, undefined> {
    for (const line of lines) yield { ...line, position: ++position };
  };
  const reject = (code: EspiReason, value: string, fault = new FieldFault<EspiReason>(code, 'line', value)): EspiLine =>
    rejectOf({ line: xml.line, raw: '' }, fault, ESPI_REASONS);
  try {
    for await (const chunk of bytes) {
      xml.write(chunk);
      yield* numbered(file.take());
    }
    xml.end();
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    const broken = reject('xml-not-well-formed', '', error as FieldFault<EspiReason>);
    yield* numbered([...file.take(), ...file.end(), broken]);
    return;
  }
  yield* numbered(file.end());
  if (!file.hasBlocks) yield* numbered([reject('file-without-readings', '')]);
}
