import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { LANGUAGES } from '@greenledger/contracts';
import { describe, expect, it } from '@jest/globals';
import { canonicalConsentText, consentText, type Asking } from '../customer/consent/consent-text.js';
import { consentRequest, thirdParty } from '../testing/demo-consent.js';
import { CATALOGUES, type Messages } from './index.js';
import { FROZEN_CONSENT_TEXTS } from './consent-versions/digests.js';

const folder = new URL('./consent-versions/', import.meta.url);
const ALL = 'FB=4_5;AdditionalScope=Basic_Billing_Account_Usage_ProgramEnrollment;HistoryLength=34128000';
/** Every data set that there is, or only usage with no history: so that every line occurs. */
const asking = (scope: string, historyLength: number): Asking => ({
  ...consentRequest(),
  scope,
  historyLength,
  thirdParty: { ...thirdParty, name: '⟨company⟩', purpose: '⟨purpose⟩', clientUri: 'https://domain.example/', scopes: [scope] },
});

/** Everything that a customer can agree to in a language, with stand-ins for names, days and services. */
function agreedText(messages: Messages): string {
  const spoken = (node: unknown): string[] => {
    if (typeof node === 'function') return spoken((node as (...given: string[]) => unknown)('⟨1⟩', '⟨2⟩'));
    return typeof node === 'string' ? [node] : Object.values(node as object).flatMap(spoken);
  };
  return [
    canonicalConsentText(consentText(asking(ALL, 34_128_000), '⟨utility⟩', messages)),
    canonicalConsentText(consentText(asking('FB=4_5', 86_400), '⟨utility⟩', messages)),
    ...spoken(messages.edit.difference),
    messages.myToken.consent,
    '',
  ].join('\n');
}
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe.each(LANGUAGES)('the consent text %s', (language) => {
  const messages = CATALOGUES[language];
  const { version } = messages.consent;
  const file = new URL(`${language}-${version}.txt`, folder);

  it('is the frozen one of its version: a changed text needs a new version', async () => {
    // For whoever writes a new version: FREEZE_CONSENT_TEXT=1 writes its file, once.
    if (process.env['FREEZE_CONSENT_TEXT']) await writeFile(file, agreedText(messages), { flag: 'wx' }).catch(() => undefined);
    expect(agreedText(messages)).toBe(await readFile(file, 'utf8'));
  });
  it('is the newest version, and no version that customers agreed to has changed', async () => {
    const frozen = FROZEN_CONSENT_TEXTS[language];
    expect(version).toBe(frozen.length);
    const digests = await Promise.all(
      frozen.map(async (_, index) => digestOf(await readFile(new URL(`${language}-${index + 1}.txt`, folder), 'utf8'))),
    );
    expect(digests).toEqual(frozen);
  });
  it('has no frozen file that is not listed', async () => {
    const files = (await readdir(folder)).filter((name) => name.startsWith(`${language}-`));
    expect(files).toHaveLength(FROZEN_CONSENT_TEXTS[language].length);
  });
});
