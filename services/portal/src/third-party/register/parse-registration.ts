import { DATA_SETS, email, freeText, type RegistrationFault, type RegistrationForm, type ThirdPartyUserType } from '@greenledger/contracts';

/** The account of the person who registers. */
export interface AccountFields {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}
export interface EnteredRegistration {
  readonly form: RegistrationForm;
  readonly account: AccountFields;
  readonly termsAccepted: boolean;
}

const LONGEST_INPUT = 20_000;
const SHORTEST_PASSWORD = 12;
/** Longer ones would only cost time to derive a key from. */
const LONGEST_PASSWORD = 512;

export const textOf = (value: unknown): string => (typeof value === 'string' && value.length <= LONGEST_INPUT ? value.trim() : '');
const listOf = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** What was entered, tidied as a person would expect: blanks at the ends, the hyphen of the taxpayer id, line breaks in the purpose. */
export function parseRegistration(body: Record<string, unknown>): EnteredRegistration {
  const text = (name: string): string => textOf(body[name]);
  const contact = (name: string) => ({ name: text(`${name}.name`), email: text(`${name}.email`), phone: text(`${name}.phone`) });
  return {
    form: {
      name: text('name'),
      taxpayerId: text('taxpayerId').replace(/^(\d{2})-(\d{7})$/, '$1$2'),
      userType: text('userType') as ThirdPartyUserType,
      purpose: text('purpose').replace(/\s*\r?\n\s*/g, ' '),
      dataSets: DATA_SETS.filter((dataSet) => listOf(body['dataSets']).includes(dataSet)),
      clientUri: text('clientUri'),
      policyUri: text('policyUri'),
      tosUri: text('tosUri'),
      logoUri: text('logoUri'),
      portalUri: text('portalUri'),
      redirectUris: text('redirectUris').split(/\s+/).filter(Boolean),
      notifyUri: text('notifyUri'),
      businessContact: contact('businessContact'),
      technicalContact: contact('technicalContact'),
    },
    account: {
      name: text('account.name'),
      email: text('account.email'),
      password: typeof body['account.password'] === 'string' ? body['account.password'] : '',
    },
    termsAccepted: body['terms'] === 'accepted',
  };
}

/** What the form of the company does not hold: the person's own account, and the terms. */
export function judgeAccount({
  account,
  termsAccepted,
}: EnteredRegistration): readonly (RegistrationFault | { field: string; rule: 'password' })[] {
  const faults: (RegistrationFault | { field: string; rule: 'password' })[] = [];
  const [name, address] = [freeText(account.name), email(account.email)];
  if (name) faults.push({ field: 'account.name', rule: name });
  if (address) faults.push({ field: 'account.email', rule: address });
  if (!isGoodPassword(account.password)) faults.push({ field: 'account.password', rule: 'password' });
  if (!termsAccepted) faults.push({ field: 'terms', rule: 'termsNotAccepted' });
  return faults;
}

/** Length is what counts (NIST SP 800-63B section 5.1.1.2); no rule about kinds of characters. */
export const isGoodPassword = (password: string): boolean => password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD;
