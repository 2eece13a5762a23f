import { DATA_SETS } from '../data-sets.js';
import { isPlausibleTaxpayerId } from './taxpayer-id.js';
import { THIRD_PARTY_USER_TYPES, type RegistrationForm } from './registration-form.js';

/** The rule that a field breaks; each has its sentence in the catalogues of the portal. */
export type RegistrationRule =
  | 'blank'
  | 'forbiddenCharacter'
  | 'tooLong'
  | 'taxpayerIdForm'
  | 'taxpayerIdImplausible'
  | 'taken'
  | 'choice'
  | 'uriForm'
  | 'uriNotHttps'
  | 'uriCredentials'
  | 'uriFragment'
  | 'twice'
  | 'tooMany'
  | 'emailForm'
  | 'phoneForm'
  | 'termsNotAccepted';

/** A field of the form by its path (`businessContact.email`), and the first rule that it breaks. */
export interface RegistrationFault {
  readonly field: string;
  readonly rule: RegistrationRule;
}

const LONGEST_TEXT = 256;
const LONGEST_URI = 2000;
const MOST_REDIRECT_URIS = 10;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Every field of a registration that breaks a rule, in the order of the form; an empty list means it may be registered. */
export function judgeRegistration(form: RegistrationForm): readonly RegistrationFault[] {
  const faults: RegistrationFault[] = [];
  const judge = (field: string, rule: RegistrationRule | undefined): void => void (rule && faults.push({ field, rule }));
  judge('name', freeText(form.name));
  judge('taxpayerId', taxpayerId(form.taxpayerId));
  judge('userType', THIRD_PARTY_USER_TYPES.includes(form.userType) ? undefined : 'choice');
  judge('purpose', freeText(form.purpose));
  const dataSets = [...new Set(form.dataSets)].filter((dataSet) => DATA_SETS.includes(dataSet));
  judge('dataSets', dataSets.length > 0 && dataSets.length === form.dataSets.length ? undefined : 'choice');
  judge('clientUri', uri(form.clientUri));
  judge('policyUri', uri(form.policyUri));
  judge('tosUri', uri(form.tosUri));
  judge('logoUri', form.logoUri === '' ? undefined : uri(form.logoUri));
  judge('portalUri', uri(form.portalUri));
  judge('redirectUris', redirectUris(form.redirectUris));
  judge('notifyUri', uri(form.notifyUri));
  for (const contact of ['businessContact', 'technicalContact'] as const) {
    judge(`${contact}.name`, freeText(form[contact].name));
    judge(`${contact}.email`, email(form[contact].email));
    judge(`${contact}.phone`, phone(form[contact].phone));
  }
  return faults;
}

/** As on the original's form: nothing blank, and neither `=` nor `:` in a free text (M-24). Control characters are refused with them. */
export function freeText(text: string): RegistrationRule | undefined {
  if (text.trim() === '') return 'blank';
  if (/[=:\u0000-\u001f\u007f]/.test(text)) return 'forbiddenCharacter';
  return text.length > LONGEST_TEXT ? 'tooLong' : undefined;
}

export function email(text: string): RegistrationRule | undefined {
  if (text.trim() === '') return 'blank';
  return text.length <= 254 && /^[^\s@<>",;:=()[\]\\]+@[^\s@<>",;:=()[\]\\]+$/.test(text) ? undefined : 'emailForm';
}

/** RFC 9700 section 2.6: https, or http on this very machine. */
export function uri(text: string): RegistrationRule | undefined {
  if (text.trim() === '') return 'blank';
  if (text.length > LONGEST_URI) return 'tooLong';
  if (!URL.canParse(text) || /\s/.test(text)) return 'uriForm';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'uriCredentials';
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) ? undefined : 'uriNotHttps';
}

function redirectUris(uris: readonly string[]): RegistrationRule | undefined {
  if (uris.length === 0) return 'blank';
  if (uris.length > MOST_REDIRECT_URIS) return 'tooMany';
  if (new Set(uris).size !== uris.length) return 'twice';
  // RFC 6749 section 3.1.2: a redirection URI has no fragment.
  return uris.map((one) => uri(one) ?? (one.includes('#') ? 'uriFragment' : undefined)).find((rule) => rule !== undefined);
}

function taxpayerId(text: string): RegistrationRule | undefined {
  if (text.trim() === '') return 'blank';
  if (!/^[0-9]{9}$/.test(text)) return 'taxpayerIdForm';
  return isPlausibleTaxpayerId(text) ? undefined : 'taxpayerIdImplausible';
}

function phone(text: string): RegistrationRule | undefined {
  if (text.trim() === '') return 'blank';
  return /^\+?[0-9 ().-]{7,24}$/.test(text) && text.replace(/[^0-9]/g, '').length >= 7 ? undefined : 'phoneForm';
}
