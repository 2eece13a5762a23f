import { describe, expect, it } from '@jest/globals';
import { judgeRegistration, type RegistrationForm } from '../index.js';

const contact = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };
const form: RegistrationForm = {
  name: 'Sunny Roofs',
  taxpayerId: '123456780',
  userType: 'thirdParty',
  purpose: 'To work out how many panels fit.',
  dataSets: ['usage'],
  clientUri: 'https://sunny.example/',
  policyUri: 'https://sunny.example/privacy',
  tosUri: 'https://sunny.example/terms',
  logoUri: '',
  portalUri: 'https://sunny.example/start',
  redirectUris: ['https://sunny.example/callback'],
  notifyUri: 'http://localhost:9000/notify',
  businessContact: contact,
  technicalContact: contact,
};

describe('judgeRegistration', () => {
  it('finds nothing in a good form', () => expect(judgeRegistration(form)).toEqual([]));

  it.each<[string, Partial<RegistrationForm>, string, string]>([
    ['a blank name', { name: '  ' }, 'name', 'blank'],
    ['an equals sign in a free text (M-24)', { name: 'a=b' }, 'name', 'forbiddenCharacter'],
    ['a colon in a free text (M-24)', { purpose: 'To help: much' }, 'purpose', 'forbiddenCharacter'],
    ['a line break in a free text', { purpose: 'one\ntwo' }, 'purpose', 'forbiddenCharacter'],
    ['too long a text', { purpose: 'x'.repeat(257) }, 'purpose', 'tooLong'],
    ['eight digits', { taxpayerId: '12345678' }, 'taxpayerId', 'taxpayerIdForm'],
    ['an unused prefix', { taxpayerId: '071234567' }, 'taxpayerId', 'taxpayerIdImplausible'],
    ['nine times the same digit', { taxpayerId: '111111111' }, 'taxpayerId', 'taxpayerIdImplausible'],
    ['the digits in order', { taxpayerId: '123456789' }, 'taxpayerId', 'taxpayerIdImplausible'],
    ['a user type that is none', { userType: 'x' as never }, 'userType', 'choice'],
    ['no data set', { dataSets: [] }, 'dataSets', 'choice'],
    ['a data set twice', { dataSets: ['usage', 'usage'] }, 'dataSets', 'choice'],
    ['no URI', { policyUri: 'privacy' }, 'policyUri', 'uriForm'],
    ['plain http', { tosUri: 'http://sunny.example/' }, 'tosUri', 'uriNotHttps'],
    ['a script as logo', { logoUri: 'javascript:alert(1)' }, 'logoUri', 'uriNotHttps'],
    ['credentials in a URI', { notifyUri: 'https://a:b@sunny.example/' }, 'notifyUri', 'uriCredentials'],
    ['a host that only begins like loopback', { portalUri: 'http://localhost.evil.example/' }, 'portalUri', 'uriNotHttps'],
    ['no redirect URI', { redirectUris: [] }, 'redirectUris', 'blank'],
    ['a fragment in a redirect URI', { redirectUris: ['https://sunny.example/#a'] }, 'redirectUris', 'uriFragment'],
    ['the same redirect URI twice', { redirectUris: ['https://a.example/', 'https://a.example/'] }, 'redirectUris', 'twice'],
    ['no e-mail address', { businessContact: { ...contact, email: 'mo' } }, 'businessContact.email', 'emailForm'],
    [
      'two e-mail addresses in one',
      { technicalContact: { ...contact, email: 'a@b.example,c@d.example' } },
      'technicalContact.email',
      'emailForm',
    ],
    ['no phone number', { businessContact: { ...contact, phone: 'call me' } }, 'businessContact.phone', 'phoneForm'],
  ])('finds %s', (_what, changed, field, rule) => {
    expect(judgeRegistration({ ...form, ...changed })).toEqual([{ field, rule }]);
  });

  it('tells all faults at once, in the order of the form', () => {
    const faults = judgeRegistration({ ...form, name: '', notifyUri: '', technicalContact: { name: '', email: '', phone: '' } });
    expect(faults.map(({ field }) => field)).toEqual([
      'name',
      'notifyUri',
      'technicalContact.name',
      'technicalContact.email',
      'technicalContact.phone',
    ]);
  });
});
