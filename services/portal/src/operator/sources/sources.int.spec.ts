import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { meterDataWorld, profileView } from '../../testing/meter-data-answers.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const PATH = '/operator/sources/radio';
const DEFINITION = JSON.stringify({ sender: 'RADIO', multiplier: '40' });

describe('source profiles', () => {
  let stack: PortalStack;
  let otto: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    otto = new BrowserlessSession(stack.origin);
    await otto.signIn('otto');
  });
  afterAll(() => stack?.stop());
  beforeEach(() => void Object.assign(stack.meterData, meterDataWorld()));
  const add = (fields: Record<string, string>, path = PATH): Promise<Response> => otto.submit(path, path, fields);

  it('are listed with what is overdue, and shown with every version', async () => {
    expect(await (await otto.get('/operator/sources')).text()).toContain('Overdue');
    const page = await (await otto.get(PATH)).text();
    expect(page).toContain('Version 2 is in force.');
    expect(page).toContain('Former');
    expect(page).toContain('href="/operator/imports/new?profile=radio%401"');
    expect((await otto.get('/operator/sources/none')).status).toBe(404);
  });

  it('get a new version as a draft, which then comes into force', async () => {
    const saved = await add({ definition: DEFINITION, expectedVersion: '2', draft: 'yes' });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${PATH}?saved=yes`]);
    expect(stack.meterData.versions[0]).toMatchObject({ version: 3, revision: null, inForce: false, definition: { multiplier: '40' } });
    expect(stack.meterData.versions[0]!.createdBy).toMatch(/^[0-9a-f]{32}$/);
    const page = await (await otto.get(`${PATH}?saved=yes`)).text();
    expect(page).toContain('The new version is saved.');
    await otto.submit(PATH, `${PATH}/activate`, { version: '3' });
    expect(stack.meterData.versions[0]).toMatchObject({ version: 3, inForce: true });
  });

  it('are made anew under their own name', async () => {
    const path = '/operator/sources/new';
    const saved = await add({ name: 'power-line', definition: DEFINITION, expectedVersion: '0', draft: 'no' }, path);
    expect(saved.headers.get('location')).toBe('/operator/sources/power-line?saved=yes');
    expect(stack.meterData.versions[0]).toMatchObject({ name: 'power-line', version: 1, inForce: true });
    for (const name of ['', 'new', 'a b', '../x']) {
      const refused = await add({ name, definition: DEFINITION, expectedVersion: '0' }, path);
      expect([name, refused.status]).toEqual([name, 422]);
    }
  });

  it.each([
    ['no JSON', '{ "sender": ', 'This is not JSON'],
    ['no object', '[]', 'Enter a JSON object'],
    ['what meter-ingestion refuses', '{ "colour": "red" }', 'multiplier must be a positive decimal as text'],
  ])('are not changed by %s; what was entered stays, with each fault beside it', async (_case, definition, message) => {
    const refused = await add({ definition, expectedVersion: '2', draft: 'yes' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html.split('id="definition-error"')[1]).toContain(message);
    expect(html).toContain(definition.replaceAll('"', '&quot;'));
    expect(stack.meterData.versions).toHaveLength(2);
  });

  it('are not changed over a version that the operator has not seen', async () => {
    const page = await (await otto.get(PATH)).text();
    expect(page).toContain('name="expectedVersion" value="2"');
    stack.meterData.versions.unshift(profileView(3));
    const refused = await add({ definition: DEFINITION, expectedVersion: '2', draft: 'yes' });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('The newest version is another one');
    // Sent again as it stands it is refused again: only a page that was read anew goes on from version 3.
    expect(html).toContain('name="expectedVersion" value="2"');
  });
});
