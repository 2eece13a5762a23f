import type { Page } from 'playwright-core';

/** Reloads until the last run of the test is over, and came out like that. */
export async function settled(page: Page, test: string, as: readonly string[] = ['Passed', 'Failed']): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    const badge = await page.locator(`#test-${test} .card-head .badge`).innerText();
    if (as.includes(badge)) return;
    await page.waitForTimeout(250);
    await page.reload();
  }
  throw new Error(`the ${test} test does not end`);
}
