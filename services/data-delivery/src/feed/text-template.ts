/**
 * A text in which some places differ from one time to the next, taken apart once and then filled in many times: what a bulk feed
 * says of ten thousand usage points differs in their ids and dates only.
 */
export class TextTemplate {
  readonly #pieces: readonly string[];
  /** Which of the values stands behind each piece but the last. */
  readonly #places: readonly number[];

  /** @param marks what stands for the values in the text; none may hold another one, nor stand there for anything else */
  constructor(text: string, marks: readonly string[]) {
    const pieces: string[] = [];
    const places: number[] = [];
    let from = 0;
    for (;;) {
      let [next, place] = [-1, -1];
      for (const [i, mark] of marks.entries()) {
        const found = text.indexOf(mark, from);
        if (found >= 0 && (next < 0 || found < next)) [next, place] = [found, i];
      }
      if (next < 0) break;
      pieces.push(text.slice(from, next));
      places.push(place);
      from = next + marks[place]!.length;
    }
    this.#pieces = [...pieces, text.slice(from)];
    this.#places = places;
  }

  /** @param values in the order of the marks, as they are to stand in the text */
  fill(values: readonly string[]): string {
    const pieces = this.#pieces;
    const places = this.#places;
    let text = pieces[0]!;
    for (let i = 0; i < places.length; i++) text += values[places[i]!]! + pieces[i + 1]!;
    return text;
  }
}
