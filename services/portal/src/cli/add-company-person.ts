import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { hashPassword } from '../session/password.js';
import type { CompanyRole } from '../session/accounts.js';
import { CompanyPeople } from '../third-party/people/company-people.js';

const USAGE = 'add-company-person --third-party ID --company NAME --email ADDRESS --name NAME [--role owner|developer|readOnly] < password';
const ROLES: readonly CompanyRole[] = ['owner', 'developer', 'readOnly'];

/**
 * Opens an account for a person of a company that the utility registered itself (register-third-party): such a company has
 * nobody yet who could invite. The password comes by standard input, so that it stands in no process list.
 */
const option = { type: 'string' } as const;
const { values } = parseArgs({ options: { 'third-party': option, company: option, email: option, name: option, role: option } });
const role = ROLES.find((one) => one === (values.role ?? 'owner'));
const { 'third-party': thirdPartyId, company: companyName, email, name } = values;
const url = process.env['DATABASE_URL'];
if (!thirdPartyId || !companyName || !email || !name || !role || !url) {
  process.stderr.write(`usage: DATABASE_URL=… ${USAGE}\n`);
  process.exit(2);
}
const passwordHash = await hashPassword((await text(process.stdin)).replace(/\r?\n$/, ''));
const dataSource = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
try {
  const people = new CompanyPeople(dataSource);
  const personId = await people.add({ thirdPartyId, companyName, email, name, passwordHash, role, confirmed: true });
  console.log(personId ? `added ${personId}` : 'this e-mail address has an account already; nothing was changed');
} finally {
  await dataSource.destroy();
}
