import { SequenceForm } from './sequence-form.js';
import type { TextLayout } from './text-layout.js';

/** Forms of one sequence: with more its holes vary too much for them to pay. */
const MOST_FORMS = 32;
/** Forms and sequences that are kept; a form takes some 60 kB. */
const [MOST_KEPT_FORMS, MOST_KEPT] = [192, 512];
/** A form takes as long to make as many texts to write: after the first ones there may be one for so many texts. */
const [FREE_FORMS, TEXTS_OF_A_FORM] = [192, 128];

/** What is known of the layouts that documents write: usually of all documents of a process. */
export class KnownForms {
  readonly #first = new LayoutSequence(this, []);
  readonly #kept: LayoutSequence[] = [];
  #keptForms = 0;
  #made = 0;
  #texts = 0;

  /** The sequence of no layout, that all begin with. */
  get empty(): LayoutSequence {
    if (this.#kept.length > MOST_KEPT || this.#keptForms > MOST_KEPT_FORMS) this.#forget();
    return this.#first;
  }

  /** Documents that wait for their next feed, or for a slow reader, may still hold a sequence: it must not hold all the others. */
  #forget(): void {
    this.#first.forget();
    for (const sequence of this.#kept) sequence.forget();
    this.#kept.length = 0;
    this.#keptForms = 0;
  }

  countText(): void {
    this.#texts++;
  }

  keep(sequence: LayoutSequence): void {
    this.#kept.push(sequence);
  }

  /** Whether one more form may be made; it is counted then. */
  takeForm(): boolean {
    if (this.#made > FREE_FORMS + this.#texts / TEXTS_OF_A_FORM) return false;
    this.#made++;
    this.#keptForms++;
    return true;
  }
}

/** Layouts that are written one behind the other, as the structural entries of a usage point and the head of its first block. */
export class LayoutSequence {
  readonly #next = new Map<TextLayout, LayoutSequence>();
  #lastLayout: TextLayout | undefined;
  #lastNext: LayoutSequence | undefined;
  readonly #forms: SequenceForm[] = [];

  constructor(
    private readonly known: KnownForms,
    private readonly layouts: readonly TextLayout[],
  ) {}

  /** This sequence with one more layout. */
  with(layout: TextLayout): LayoutSequence {
    if (layout === this.#lastLayout) return this.#lastNext!;
    let next = this.#next.get(layout);
    if (!next) {
      this.#next.set(layout, (next = new LayoutSequence(this.known, [...this.layouts, layout])));
      this.known.keep(next);
    }
    [this.#lastLayout, this.#lastNext] = [layout, next];
    return next;
  }

  /** Lets go of what is known of it, and of the sequences that begin with it. */
  forget(): void {
    this.#next.clear();
    this.#forms.length = 0;
    [this.#lastLayout, this.#lastNext] = [undefined, undefined];
  }

  /**
   * How this sequence is written with these holes: the same way whatever was written before, where it is known at all.
   * @returns undefined when it is better written as any other text: its holes are long, or differ in length again and again, or
   *   so do the layouts of all documents
   */
  formOf(holes: readonly string[]): SequenceForm | undefined {
    const forms = this.#forms;
    this.known.countText();
    for (let i = 0; i < forms.length; i++) if (forms[i]!.fits(holes)) return forms[i];
    if (forms.length >= MOST_FORMS || !SequenceForm.mayHave(this.layouts, holes) || !this.known.takeForm()) return undefined;
    const form = new SequenceForm(this.layouts, holes);
    forms.push(form);
    return form;
  }
}
