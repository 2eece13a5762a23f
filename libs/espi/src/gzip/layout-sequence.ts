import { SequenceForm } from './sequence-form.js';
import type { TextLayout } from './text-layout.js';

/** Forms of one sequence, and sequences of this process: with more the texts vary too much for any of it to pay. */
const [MOST_FORMS, MOST_SEQUENCES] = [48, 512];

/** Layouts that are written one behind the other, as the structural entries of a usage point and the head of its first block. */
export class LayoutSequence {
  static #count = 0;
  static #first = new LayoutSequence(undefined, undefined);
  readonly #next = new Map<TextLayout, LayoutSequence>();
  #lastLayout: TextLayout | undefined;
  #lastNext: LayoutSequence | undefined;
  readonly #forms: SequenceForm[] = [];
  #made = 0;
  readonly layouts: readonly TextLayout[];

  private constructor(before: LayoutSequence | undefined, layout: TextLayout | undefined) {
    this.layouts = before && layout ? [...before.layouts, layout] : [];
  }

  /** The sequence of no layout, that all begin with. */
  static get empty(): LayoutSequence {
    if (LayoutSequence.#count > MOST_SEQUENCES) {
      LayoutSequence.#count = 0;
      LayoutSequence.#first = new LayoutSequence(undefined, undefined);
    }
    return LayoutSequence.#first;
  }

  /** This sequence with one more layout. */
  with(layout: TextLayout): LayoutSequence {
    if (layout === this.#lastLayout) return this.#lastNext!;
    let next = this.#next.get(layout);
    if (!next) {
      LayoutSequence.#count++;
      this.#next.set(layout, (next = new LayoutSequence(this, layout)));
    }
    [this.#lastLayout, this.#lastNext] = [layout, next];
    return next;
  }

  /**
   * How this sequence is written with these holes.
   * @returns undefined when it is better written as any other text: its holes are long, or differ in length again and again
   */
  formOf(holes: readonly string[]): SequenceForm | undefined {
    const forms = this.#forms;
    for (let i = 0; i < forms.length; i++) if (forms[i]!.fits(holes)) return forms[i];
    if (this.#made >= MOST_FORMS || !SequenceForm.mayHave(this.layouts, holes)) return undefined;
    this.#made++;
    const form = new SequenceForm(this.layouts, holes);
    // Those that know more of their holes to be the same come first: the others fit as well.
    const same = (of: SequenceForm): number => of.equalities.filter((first, i) => first !== i).length;
    const place = forms.findIndex((other) => same(other) < same(form));
    forms.splice(place < 0 ? forms.length : place, 0, form);
    return form;
  }
}
