import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, debianPackages } from '@greenledger/embedded';
import type { Page } from 'playwright-core';
import { checkout } from '../run/checkout.js';
import { withPalette } from './palette-png.js';

/** Set by `npm run screenshots`: the pictures of the documentation are taken anew. */
const WANTED = process.env['SCREENSHOTS'] === 'docs';
const FOLDER = join(checkout, 'docs/images');
const HEIGHT = 900;

/** Every page names its language in Japanese, too. */
const FONTS = 'fonts-ipafont-gothic';

/** What Chromium needs in its environment for pictures that can be shown; nothing when none are wanted. */
export async function pictureEnvironment({ FONTCONFIG_FILE = '/etc/fonts/fonts.conf' }: Readonly<Record<string, string>>) {
  if (!WANTED) return {};
  const cache = cacheDirectory();
  const fonts = join(await debianPackages([FONTS], cache), 'usr/share/fonts');
  const file = join(cache, 'fonts-for-pictures.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">${FONTCONFIG_FILE}</include><dir>${fonts}</dir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}

export interface Picture {
  /** Pixels; 1200 unless said otherwise. */
  readonly width?: 1200 | 320;
  /** The whole page instead of the first screen. */
  readonly whole?: boolean;
}

/** Keeps a picture of the page as `docs/images/<name>.png`, when pictures are wanted. */
export async function keepPicture(page: Page, name: string, { width = 1200, whole = false }: Picture = {}): Promise<void> {
  if (!WANTED) return;
  await mkdir(FOLDER, { recursive: true });
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: HEIGHT });
  // A pointer that rests on a link would underline it.
  await page.mouse.move(0, 0);
  const picture = await page.screenshot({ fullPage: whole, animations: 'disabled', caret: 'hide', scale: 'css' });
  await writeFile(join(FOLDER, `${name}.png`), withPalette(picture));
  if (before) await page.setViewportSize(before);
}
