import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium } from '@greenledger/embedded';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** WCAG 2.2 A and AA, and what axe holds for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Set to keep a picture of every page, for the eye. */
const PICTURES = process.env['PORTAL_PICTURES'];

export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
  return chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string> });
}

let axe: Promise<string> | undefined;

/** What axe-core finds wrong on the page as it is. */
export async function violations(page: Page): Promise<string[]> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await axe);
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  const results = (await page.evaluate(`axe.run(${options})`)) as AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const UNFOLD = 'for (const details of document.querySelectorAll("details")) details.open = true;';

/** Pixels that the page takes with all of it unfolded; more than the window has means that one must scroll sideways. */
export const widthOf = (page: Page): Promise<number> => page.evaluate<number>(`${UNFOLD} document.documentElement.scrollWidth`);

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replaceAll(/[/?=&]/g, '_')}.png`), fullPage: true });
}
