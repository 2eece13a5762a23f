import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ChromiumPages, type Look } from '../testing/chromium-pages.js';
import { thirdParty } from '../testing/demo-consent.js';
import { startIngestStandIn } from '../testing/ingest-stand-in.js';
import { IMPORT_ID, importView, profileView } from '../testing/meter-data-answers.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const REPORT = `/operator/imports/${IMPORT_ID}`;
const PAGES = [
  '/operator/imports',
  '/operator/imports?before=d-2',
  REPORT,
  `${REPORT}?arrived=again`,
  '/operator/imports/new',
  '/operator/expected?all=yes',
  '/operator/expected?days=x',
  '/operator/find',
  '/operator/find?id=SP1',
  '/operator/find?id=nothing',
  '/operator/sources',
  '/operator/sources/new',
  '/operator/sources/radio?saved=yes',
  '/operator/reports',
];

// Each page is judged twice by axe, beside everything else that runs.
jest.setTimeout(180_000);

describe('the operator’s pages in Chromium', () => {
  let stack: PortalStack;
  let door: Awaited<ReturnType<typeof startIngestStandIn>>;
  let chromium: ChromiumPages;
  beforeAll(async () => {
    door = await startIngestStandIn();
    stack = await startPortalStack({ INGEST_URL: door.url });
    chromium = await ChromiumPages.start(stack.origin);
    const { meterData } = stack;
    const progress = { readBytes: 400, contentBytes: 1000 };
    meterData.imports.unshift(
      importView({ importId: 'd-2', fileName: 'a-very-long-name-of-a-nightly-file-from-the-head-end.cmep.gz', state: 'parsing', progress }),
      importView({ importId: 'd-3', state: 'refused', refusal: { code: 'unrecognized-file', detail: 'It is of no known format.' } }),
    );
    meterData.versions.unshift(profileView(3, { revision: null }));
    const channel = {
      channel: '0.1.12.0.72.3600',
      intervalLength: 3600,
      expected: 168,
      received: 100,
      newestEnd: 1_780_000_000,
      age: 90_000,
    };
    const service = {
      usagePointId: 'up-1',
      servicePointNumber: 'SP1',
      serviceKind: 0 as const,
      timeZone: 'America/Los_Angeles',
      meterNumbers: ['M-1'],
      fromDay: '2026-06-01',
      toDay: '2026-06-07',
      state: 'overdue' as const,
      channels: [
        {
          ...channel,
          gaps: [{ day: '2026-06-03', expected: 24, received: 7 }],
          missing: (['no-value', 'refused', 'not-active', 'not-due', 'not-received', 'not-installed'] as const).map((reason, i) => ({
            day: '2026-06-03',
            reason,
            count: 3,
            from: 1_780_495_200 + i * 10_800,
            to: 1_780_506_000 + i * 10_800,
            refused: reason === 'refused' ? { importId: IMPORT_ID, code: 'unknown-meter' } : null,
          })),
        },
      ],
    };
    meterData.expected = [service, { ...service, servicePointNumber: 'SP2', state: 'never', channels: [] }];
    const period = { from: 1_600_000_000, to: null };
    meterData.found = [
      {
        matched: 'service-point',
        importId: null,
        usagePointId: 'e0000000-0000-4000-8000-000000000001',
        servicePointNumber: 'SP1',
        serviceKind: 0,
        meters: [{ meterNumber: 'M-1', ...period }],
        agreements: [{ agreementNumber: 'G1', accountNumber: 'A1', customerNumber: 'C1', ...period }],
      },
    ];
    meterData.reports = (['open', 'open', 'closed'] as const).map((state, index) => ({
      reportId: `r-${index}`,
      thirdPartyId: thirdParty.thirdPartyId,
      thirdPartyName: thirdParty.name,
      authorizationId: index === 0 ? IMPORT_ID : null,
      customerId: 'c',
      note: 'I never heard of this company, and I did not agree to anything.',
      reportedAt: `2026-06-0${index + 1}T10:00:00Z`,
      state,
    }));
  });
  afterAll(async () => {
    await chromium?.stop();
    await stack?.stop();
    await door?.stop();
  });
  async function open(look: Look = {}): Promise<Page> {
    const page = await chromium.open(look);
    await page.goto('/sign-in');
    await page.getByLabel('User name').fill('otto');
    await page.getByLabel('Password').fill('sunshine');
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  it.each(['light', 'dark'] as const)('break no accessibility rule (%s), and fit into 320 px', async (colorScheme) => {
    const page = await open({ javaScriptEnabled: true, colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      expect([path, await chromium.judge(page, `${colorScheme}${path}`)]).toEqual([path, { violations: [], width: 320 }]);
    }
    await page.goto('/operator/expected?all=yes');
    await page.getByText('1 day with gaps').click();
    expect(await page.getByText('3 in lines that were refused').isVisible()).toBe(true);
    expect(await chromium.judge(page, `${colorScheme}-missing`)).toEqual({ violations: [], width: 320 });
    await page.goto('/operator/sources/radio');
    await page.getByLabel('Definition (JSON)').last().fill('{ "colour": 1 }');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('multiplier must be');
    expect(await chromium.judge(page, `${colorScheme}-source-errors`)).toEqual({ violations: [], width: 320 });
    await page.context().close();
  });

  it.each([true, false])(
    'follow an import until it is done (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const page = await open({ javaScriptEnabled });
      await page.goto('/operator/imports');
      expect(await page.getByText('40 % read').isVisible()).toBe(true);
      const running = stack.meterData.imports.findIndex(({ importId }) => importId === 'd-2');
      const before = stack.meterData.imports[running]!;
      stack.meterData.imports[running] = { ...before, progress: { readBytes: 900, contentBytes: 1000 } };
      await page.getByText('90 % read').waitFor({ timeout: 60_000 });
      stack.meterData.imports[running] = before;
      await page.getByRole('link', { name: 'Stop reloading' }).click();
      expect(await page.getByText('stays as it is').isVisible()).toBe(true);
      await page.context().close();
    },
    30_000,
  );

  it('take a file, and try one, without JavaScript', async () => {
    const page = await open();
    await page.goto('/operator/imports/new');
    const file = { name: 'night.cmep', mimeType: 'text/plain', buffer: Buffer.from('MEPMD01,…') };
    door.state.answer = [202, { ...importView(), isNew: true }];
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Take it in' }).click();
    expect(new URL(page.url()).pathname).toBe(REPORT);
    expect(door.received.at(-1)).toMatchObject({ bytes: 11, complete: true });
    door.state.answer = [
      200,
      {
        format: 'cmep',
        profile: { name: 'radio', version: 3 },
        lines: { accepted: 10, rejected: 1, noted: 0 },
        readings: { added: 240, corrected: 11, duplicate: 3, superseded: 0 },
        reasons: { 'unknown-unit': 1 },
        rejects: [{ position: 1, line: 7, field: 'unit', value: 'KW', code: 'unknown-unit', text: 'No unit of CMEP.', raw: 'x' }],
      },
    ];
    await page.goto('/operator/sources/radio');
    await page.getByRole('link', { name: 'Try version 3 on a file' }).click();
    expect(await page.getByRole('textbox', { name: 'Source profile' }).inputValue()).toBe('radio@3');
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Only try it' }).click();
    expect(await page.getByText('Nothing was kept').isVisible()).toBe(true);
    await chromium.picture(page, 'trial');
    await page.context().close();
  });

  it('break no accessibility rule with a trial or a refusal of the form', async () => {
    const page = await open({ javaScriptEnabled: true });
    await page.goto('/operator/imports/new');
    await page.getByRole('button', { name: 'Take it in' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Choose a file');
    expect(await chromium.judge(page, 'upload-errors')).toEqual({ violations: [], width: 320 });
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'a', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.getByRole('button', { name: 'Only try it' }).click();
    expect(await chromium.judge(page, 'trial')).toEqual({ violations: [], width: 320 });
    await page.context().close();
  });

  it('close a report without JavaScript', async () => {
    const page = await open();
    await page.goto('/operator/reports');
    await page.getByRole('button', { name: /^Close the report about Sunny Roofs of Jun 1/ }).click();
    expect(await page.getByRole('status').innerText()).toBe('The report is closed.');
    await page.context().close();
  });
});
