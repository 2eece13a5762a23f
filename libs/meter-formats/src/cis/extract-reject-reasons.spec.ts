import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CIS_REASONS } from '../index.js';

const page = readFileSync(fileURLToPath(new URL('../../../../docs/reference/extract-reject-reasons.md', import.meta.url)), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([^`]+)`/.exec(section)![1]!, section]),
);

describe('the page of reasons for which rows of an extract are refused', () => {
  it.each(Object.entries(CIS_REASONS))('has a section with rule and advice for %s', (code, rule) => {
    const section = sections.get(code) ?? '';
    expect(section).toContain(`- ${rule}.`);
    const advice = section.split('\n').filter((line) => line.trim() !== '' && !/^[-#]|^`[^`]+`$/.test(line));
    expect(advice.join(' ').length).toBeGreaterThan(20);
  });

  it('has no section for a reason that nothing gives', () => {
    expect([...sections.keys()].filter((code) => !(code in CIS_REASONS))).toEqual([]);
  });
});
