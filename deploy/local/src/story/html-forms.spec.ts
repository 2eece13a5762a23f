import { describe, expect, it } from '@jest/globals';
import { formsOf, submission } from './html-forms.js';

const PAGE = `<form method="post" action="/consent/1"><input type="hidden" name="_csrf" value="a&amp;b"/>
<input type="checkbox" name="dataSets" value="usage" checked/><input type="checkbox" name="usagePointIds" value="u1"/><input type="checkbox" name="usagePointIds" value="u2"/>
<input type="radio" name="duration" value="until" checked/><input type="radio" name="duration" value="noEnd"/><input type="date" name="until" value="2027-01-31"/>
<button type="submit" name="decision" value="approve">Yes</button><button name="decision" value="deny">No</button></form>
<input name="outside" value="x">`;

describe('forms of a page', () => {
  const [form] = formsOf(PAGE);

  it('sends what the page proposes, what is ticked, and the pressed button only', () => {
    expect([...submission(form!, { tickAll: ['usagePointIds'], press: 'approve' })]).toEqual([
      ['_csrf', 'a&b'],
      ['dataSets', 'usage'],
      ['usagePointIds', 'u1'],
      ['usagePointIds', 'u2'],
      ['duration', 'until'],
      ['until', '2027-01-31'],
      ['decision', 'approve'],
    ]);
  });

  it('leaves unticked boxes out and enters text', () => {
    expect(submission(form!, { enter: { until: '2026-12-24' } }).toString()).toBe(
      '_csrf=a%26b&dataSets=usage&duration=until&until=2026-12-24',
    );
  });

  it('refuses a field or a button that the page does not have', () => {
    expect(() => submission(form!, { enter: { password: 'demo' } })).toThrow('the form has no field password');
    expect(() => submission(form!, { press: 'maybe' })).toThrow('the form has no button "maybe"');
  });
});
