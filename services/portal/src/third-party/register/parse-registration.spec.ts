import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { en } from '../../locales/en.js';
import { CATALOGUES } from '../../locales/index.js';
import { fieldErrors } from './field-errors.js';
import { judgeAccount, parseRegistration } from './parse-registration.js';
import { termsDigest } from './terms-digest.js';

describe('parseRegistration', () => {
  it('tidies what people enter', () => {
    const { form } = parseRegistration({
      name: '  Sunny Roofs ',
      taxpayerId: '12-3456780',
      purpose: 'One line\r\nand another',
      dataSets: ['usage', 'nonsense', 'basic'],
      redirectUris: 'https://a.example/cb\r\n\r\nhttps://b.example/cb\n',
    });
    expect(form).toMatchObject({
      name: 'Sunny Roofs',
      taxpayerId: '123456780',
      purpose: 'One line and another',
      dataSets: ['basic', 'usage'],
      redirectUris: ['https://a.example/cb', 'https://b.example/cb'],
    });
  });

  it('takes anything but text for blank', () => {
    const { form, account, termsAccepted } = parseRegistration({ name: ['a', 'b'], 'account.password': {}, terms: 'x'.repeat(99) });
    expect([form.name, account.password, termsAccepted]).toEqual(['', '', false]);
  });

  it('keeps the blanks of a password, and judges its length only', () => {
    const entered = parseRegistration({
      'account.name': 'Mo',
      'account.email': 'mo@company.example',
      'account.password': ' twelve chars',
      terms: 'accepted',
    });
    expect(entered.account.password).toBe(' twelve chars');
    expect(judgeAccount(entered)).toEqual([]);
  });

  it('has a sentence with the label for every account field', () => {
    const errors = fieldErrors(judgeAccount(parseRegistration({})), en.registration);
    expect(errors).toEqual([
      { field: 'account.name', message: 'Your name: enter something; this field may not be blank' },
      { field: 'account.email', message: 'Your e-mail: enter something; this field may not be blank' },
      { field: 'account.password', message: 'Password: use at least 12 characters' },
      { field: 'terms', message: 'Terms of use: accept them to register' },
    ]);
  });
});

describe('the terms of use', () => {
  it.each([
    ['en', 'd6e079d9b6bde881ea1716bada867eace664d02f910c1bec91532bb38d55d35c'],
    ['es', '26aa79457c79842a85b0b86955e56e7486edd8d7edac3c58ccaf2c820ba3493a'],
    ['ja', '742344ae0a9ed27da9f1e7fbc010a7890b60f0139a89f6504d7e328195c144b4'],
  ] as const)('of version 2026-11 (%s) read as they did when companies accepted them; a new text is a new version', (language, digest) => {
    expect(CATALOGUES[language].thirdPartyTerms.version).toBe('2026-11');
    expect(termsDigest(CATALOGUES[language].thirdPartyTerms)).toBe(digest);
  });
  it('are told apart by version alone, too', () => {
    const { paragraphs } = en.thirdPartyTerms;
    const digest = createHash('sha256')
      .update(['other', ...paragraphs].join('\n'))
      .digest('hex');
    expect(termsDigest({ version: 'other', paragraphs })).toBe(digest);
    expect(digest).not.toBe(termsDigest(en.thirdPartyTerms));
  });
});
