import { childAt, childrenNamed } from '@greenledger/espi';
import { CUSTOMER_KINDS, type CisRow } from '../cis-row.js';
import type { CustomerEntry } from './customer-entry.js';
import { addressText, firstText, phoneText, postcodeOf } from './element-text.js';
import { ElementFault, maybe, needed } from './judged-text.js';

type Facts = Pick<CisRow, 'customerName' | 'customerKind' | 'email' | 'locale' | 'phone' | 'mailingAddress'>;

/**
 * What the Customer, and the contact of the account, tell of a person. What they leave out stays as it is known.
 * @throws ElementFault
 */
export function customerFacts({ resource }: CustomerEntry, account: CustomerEntry): Facts {
  const organisation = childAt(resource, 'Organisation');
  const contact = childAt(account.resource, 'contactInfo');
  const name = firstText(resource, ['customerName'], ['Organisation', 'organisationName'], ['name']);
  const kind = firstText(resource, ['kind']);
  if (kind !== undefined && !CUSTOMER_KINDS.has(kind)) throw new ElementFault('unknown-customer-kind', 'kind', kind);
  const email = firstText(organisation, ['electronicAddress', 'email1']) ?? firstText(contact, ['electronicAddress', 'email1']);
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new ElementFault('email-not-valid', 'email1', '');
  const phone = [organisation, contact].flatMap((from) => phoneText(childAt(from, 'phone1')) ?? [])[0];
  return {
    customerName: needed(name, 'customerName'),
    customerKind: kind,
    email: maybe(email, 'email1'),
    locale: maybe(firstText(resource, ['locale']), 'locale'),
    phone: maybe(phone, 'phone1'),
    mailingAddress: maybe(mailingAddress(organisation) ?? mailingAddress(contact), 'streetAddress'),
  };
}

function mailingAddress(organisation: ReturnType<typeof childAt>): string | undefined {
  for (const name of ['postalAddress', 'streetAddress'])
    for (const address of organisation ? childrenNamed(organisation, name) : []) {
      const line = addressText(address);
      if (line !== undefined) return [line, postcodeOf(address)].filter(Boolean).join(' ');
    }
  return undefined;
}
