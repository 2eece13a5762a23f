import type { FixedText } from './fixed-text.js';

/** A text of pieces that stay the same from one to the next, the very objects, with holes between them that differ. */
export interface PartedText {
  /** One more than holes. */
  readonly pieces: readonly FixedText[];
  /** ASCII. */
  readonly holes: readonly string[];
}

/** The text itself. */
export function wholeText({ pieces, holes }: PartedText): string {
  let text = pieces[0]!.text;
  for (let i = 0; i < holes.length; i++) text += holes[i]! + pieces[i + 1]!.text;
  return text;
}
