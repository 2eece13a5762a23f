import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { METER_FORMATS, REJECT_REASONS } from '../index.js';

const page = readFileSync(fileURLToPath(new URL('../../../../docs/reference/reject-reasons.md', import.meta.url)), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([^`]+)`/.exec(section)![1]!, section]),
);

describe('the page of reject reasons', () => {
  it.each(METER_FORMATS)('has a section with rule and advice for every reason of %s', (format) => {
    for (const [code, rule] of Object.entries(REJECT_REASONS[format])) {
      const section = sections.get(code) ?? '';
      expect([code, section.includes(rule)]).toEqual([code, true]);
      const advice = section.split('\n').filter((line) => line.trim() !== '' && !/^[-#]|^`[^`]+`$/.test(line));
      expect([code, advice.join(' ').length > 20]).toEqual([code, true]);
    }
  });

  it('has no section for a reason that nothing gives', () => {
    const known = new Set(METER_FORMATS.flatMap((format) => Object.keys(REJECT_REASONS[format])));
    const placing = ['unknown-meter', 'meter-not-installed', 'commodity-does-not-fit-service', 'second-stream-of-channel'];
    expect([...sections.keys()].filter((code) => !known.has(code))).toEqual(placing);
  });
});
