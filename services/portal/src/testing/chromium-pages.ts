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

export interface Look {
  readonly javaScriptEnabled?: boolean;
  readonly colorScheme?: 'light' | 'dark';
}

/** Chromium with axe, for specs that look at pages. */
export class ChromiumPages {
  private constructor(
    private readonly browser: Browser,
    private readonly axe: string,
    private readonly origin: string,
  ) {}

  static async start(origin: string): Promise<ChromiumPages> {
    const { executablePath, env } = await findChromium();
    const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string> });
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
    return new ChromiumPages(browser, await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'), origin);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }

  /** A page with cookies of its own. */
  async open({ javaScriptEnabled = false, colorScheme = 'light' }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      javaScriptEnabled,
      baseURL: this.origin,
      viewport: { width: 1280, height: 800 },
      colorScheme,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** What axe finds wrong; axe itself needs JavaScript. */
  async violations(page: Page): Promise<string[]> {
    await page.evaluate(this.axe);
    const results = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`)) as AxeResults;
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  /** Findings of axe, and the width that the page needs on a screen of 320 px; leaves pictures of both when they are asked for. */
  async judge(page: Page, name: string): Promise<{ violations: string[]; width: unknown }> {
    await page.setViewportSize({ width: 1280, height: 800 });
    const violations = await this.violations(page);
    await this.picture(page, `wide-${name}`);
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    await this.picture(page, `narrow-${name}`);
    return { violations: [...violations, ...(await this.violations(page))], width };
  }

  async picture(page: Page, name: string): Promise<void> {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replaceAll(/[/?=%]/g, '_')}.png`), fullPage: true });
  }
}
