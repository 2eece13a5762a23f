import { expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkout } from '../run/checkout.js';

/** Files below a folder that the repository keeps, with one of the endings. */
function filesBelow(folder: string, ...endings: string[]): string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesBelow(path, ...endings);
    return endings.some((ending) => path.endsWith(ending)) ? [path] : [];
  });
}
const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');
/** The words of a page, without what is quoted in fenced blocks. */
const proseOf = (path: string): string => read(path).replace(/^```[\s\S]*?^```/gm, '');

/** As GitHub names the headings of a page; a name that comes again gets a number. */
function anchorsOf(path: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of proseOf(path).matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const name = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    for (let again = 0; ; again++) {
      const anchor = again === 0 ? name : `${name}-${again}`;
      if (anchors.has(anchor)) continue;
      anchors.add(anchor);
      break;
    }
  }
  return anchors;
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs', '.md')];

it('leads from page to page: every relative link has a file, and every anchor a heading', () => {
  const links = PAGES.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link]) => ({ page, link: link! })),
  );
  expect(links.length).toBeGreaterThan(200);
  const dead = links.filter(({ page, link }) => {
    const [path, anchor] = link.split('#') as [string, string?];
    const target = path === '' ? page : relative(checkout, join(checkout, dirname(page), path));
    if (!existsSync(join(checkout, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
  });
  expect(dead).toEqual([]);
});

it('is where messages and comments say it is', () => {
  const sources = ['libs', 'services', 'deploy'].flatMap((folder) => filesBelow(folder, '.ts', '.tsx', '.mjs'));
  const named = sources.flatMap((source) =>
    [...read(source).matchAll(/\bdocs\/[a-z-]+\/[\w-]+\.md\b/g)].map(([page]) => ({ source, page })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ page }) => !existsSync(join(checkout, page)))).toEqual([]);
});
