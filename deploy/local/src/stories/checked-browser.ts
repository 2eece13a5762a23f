import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium } from '@greenledger/embedded';
import type { AxeResults } from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { pictureEnvironment } from './gallery.js';

/** WCAG 2.2 A and AA, and what axe holds for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Set to keep a picture of every page checked, for the eye. */
const PICTURES = process.env['STORY_PICTURES'];

export interface Visiting {
  /** What the browser asks for, for example `es-MX`. */
  readonly locale?: string;
  readonly javaScriptEnabled?: boolean;
}

export type CheckedBrowser = Awaited<ReturnType<typeof startCheckedBrowser>>;

/** Chromium whose pages can be checked on the way through a story. */
export async function startCheckedBrowser(origin: string) {
  const { executablePath, env } = await findChromium();
  const fonts = await pictureEnvironment(env);
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env, ...fonts } as Record<string, string> });
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
  return {
    /** A page with cookies of its own. */
    async page({ locale = 'en-US', javaScriptEnabled = true }: Visiting = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 }, locale, javaScriptEnabled });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
    /** @throws Error when the page breaks an accessibility rule or is wider than 320 px allow */
    async check(page: Page, name: string): Promise<void> {
      await page.evaluate(axe);
      const results = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`)) as AxeResults;
      const found = results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
      await page.setViewportSize({ width: 320, height: 640 });
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}-narrow.png`), fullPage: true });
      await page.setViewportSize({ width: 1280, height: 800 });
      if (width > 320) found.push(`${width} px wide where 320 are allowed`);
      if (found.length > 0) throw new Error(`${name}: ${found.join('; ')}`);
    },
    stop: () => browser.close(),
  };
}
