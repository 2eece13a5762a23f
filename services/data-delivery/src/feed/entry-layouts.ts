import { entryAround, type EntryFrame, type PartedText, TextLayout } from '@greenledger/espi';
import type { ResourceUris } from '../resources/resource-uris.js';

/** What differs from entry to entry of a kind, in the order of `PLACEHOLDERS`. */
export interface EntryValues {
  /** Of the Atom id, without `urn:uuid:`. */
  readonly uuid: string;
  readonly subscription: string;
  /** Path ids. */
  readonly usagePoint: string;
  readonly meterReading?: string;
  readonly block?: string;
  readonly day?: string;
  /** As text. */
  readonly published: string;
  readonly updated: string;
}

/** Stand for the values while a layout is made; private use characters, which no id and no path holds. */
export const PLACEHOLDERS: Required<EntryValues> = {
  uuid: '\ue000',
  subscription: '\ue001',
  usagePoint: '\ue002',
  meterReading: '\ue003',
  block: '\ue004',
  day: '\ue005',
  published: '\ue006',
  updated: '\ue007',
};
const NAMES = Object.keys(PLACEHOLDERS) as (keyof EntryValues)[];
const ANY = /[\ue000-\ue007]/;

/** A layout, and which value stands in each of its holes. */
export class EntryLayout {
  readonly #layout: TextLayout;
  readonly #names: readonly (keyof EntryValues)[];

  /** @param fixed stands between the texts, and holds no placeholder whatever its characters are */
  constructor(before: string, fixed = '', after = '') {
    const [pieces, rest] = [before.split(ANY), after.split(ANY)];
    const middle = pieces.pop()! + fixed + rest.shift()!;
    this.#names = Array.from(
      (before + after).matchAll(new RegExp(ANY, 'g')),
      ([placeholder]) => NAMES[placeholder.charCodeAt(0) - 0xe000]!,
    );
    this.#layout = new TextLayout([...pieces, middle, ...rest], this.#names);
  }

  filled(values: EntryValues): PartedText {
    const names = this.#names;
    const holes = new Array<string>(names.length);
    for (let i = 0; i < names.length; i++) holes[i] = values[names[i]!]!;
    return { layout: this.#layout, holes };
  }
}

/** An entry of a kind. @param frame its texts hold placeholders; its dates are of no matter */
export function layoutOf(frame: EntryFrame, payload: string): EntryLayout {
  const { head, tail } = layoutsAround(frame);
  return new EntryLayout(head, payload, tail);
}

/** What stands before and after the payload of an entry. */
export function layoutsAround(frame: EntryFrame): { readonly head: string; readonly tail: string } {
  const { head, tail } = entryAround({ ...frame, id: `urn:uuid:${PLACEHOLDERS.uuid}`, published: 0, updated: 0 });
  const date = '1970-01-01T00:00:00Z';
  return {
    head,
    tail: tail
      .replace(`<published>${date}`, `<published>${PLACEHOLDERS.published}`)
      .replace(`<updated>${date}`, `<updated>${PLACEHOLDERS.updated}`),
  };
}

/** Kinds of entries that are kept: there are a few for each time zone, tariff and reading type. */
const MOST_KINDS = 500;
const known = new WeakMap<ResourceUris, Map<string, EntryLayout>>();

/** The layout of a kind of entries of this data custodian: made once, because documents know what they wrote by this very object. */
export function knownLayout(uris: ResourceUris, kind: string, make: () => EntryLayout): EntryLayout {
  let kinds = known.get(uris);
  if (!kinds) known.set(uris, (kinds = new Map()));
  let layout = kinds.get(kind);
  if (!layout) {
    if (kinds.size === MOST_KINDS) kinds.clear();
    kinds.set(kind, (layout = make()));
  }
  return layout;
}
