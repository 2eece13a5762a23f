import { beforeAll, describe, expect, it } from '@jest/globals';
import { customerAt, permissionsOf, textOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

/** The operator's half of issue item 8, and the personal token of item 9. */
export const paperAndToken = (world: () => StoryWorld): void =>
  describe('8 and 9: on paper, and with a token of one’s own', () => {
    let here: StoryWorld;
    beforeAll(async () => {
      here = world();
      await here.townStored;
    }, 120_000);

    it('8: one operator enters the signed form with its scan, another one approves it', async () => {
      const operator = await customerAt(here, 'operator', '/operator/paper/new');
      await operator.getByLabel('Customer number').fill('C-100019');
      await operator.getByLabel('Company').selectOption({ label: 'Sunny Savings' });
      await operator.getByRole('button', { name: 'Go on' }).click();
      await operator.locator('input[name="usagePointIds"]').first().check();
      await operator.locator('#reason').fill('The customer has no computer.');
      const scan = { name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 signed') };
      await operator.locator('#evidence').setInputFiles(scan);
      await keepPicture(operator, 'paper-form');
      await operator.getByRole('button', { name: 'Hand on to a second operator' }).click();
      expect(await textOf(operator)).toContain('A second operator must decide.');
      const second = await customerAt(here, 'second.operator', new URL(operator.url()).pathname);
      await second.getByRole('button', { name: 'Approve: the form says so' }).click();
      const customer = await customerAt(here, 'walter.brandt', '/authorizations');
      expect((await permissionsOf(customer)).live).toHaveLength(1);
      for (const page of [operator, second, customer]) await page.context().close();
    });

    it('9: a token in two clicks, copied once, reads the own services, and is ended', async () => {
      const page = await customerAt(here, 'ana.rivera', '/my-token');
      await page.getByRole('button', { name: 'Create a token' }).click();
      const text = await textOf(page);
      const token = /glp_[\w-]{43}/.exec(text)![0];
      const address = /http\S+\/Batch\/Subscription\/[\w-]+/.exec(text)![0];
      await here.browser.check(page, 'token-created');
      const read = (): Promise<Response> => fetch(address, { headers: { authorization: `Bearer ${token}` } });
      const feed = await read();
      expect([feed.status, (await feed.text()).includes('IntervalReading')]).toEqual([200, true]);
      await page.getByRole('link', { name: 'I have copied it' }).click();
      expect(await page.locator('body').innerText()).not.toContain(token);
      await keepPicture(page, 'my-token');
      await page.getByRole('button', { name: 'End the token: My program' }).click();
      expect((await read()).status).toBe(401);
      await page.context().close();
    });
  });
