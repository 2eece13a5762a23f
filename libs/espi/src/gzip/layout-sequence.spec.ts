import { expect, it } from '@jest/globals';
import { KnownForms } from './layout-sequence.js';
import { TextLayout } from './text-layout.js';

/** More than are kept. */
const FORMS = 200;

it('lets go of all forms when there are too many, also of those of a sequence that a document still holds', () => {
  const forms = new KnownForms();
  const layout = new TextLayout(['<id>', '</id>']);
  const [held, longer] = [forms.empty.with(layout), forms.empty.with(layout).with(layout)];
  const known = [held.formOf(['one']), longer.formOf(['one', 'two'])];
  expect([held.formOf(['six']), longer.formOf(['six', 'ten'])]).toEqual(known);
  for (let i = 0; i < FORMS; i++) forms.empty.with(new TextLayout([String(i)])).formOf([]);
  expect(forms.empty.with(layout)).not.toBe(held);
  expect(held.with(layout)).not.toBe(longer);
  expect(known).not.toContain(held.formOf(['one']));
  expect(known).not.toContain(longer.formOf(['one', 'two']));
});
