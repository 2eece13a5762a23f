import { writeFile } from 'node:fs/promises';
import { demoAccounts } from '../town/demo-accounts.js';
import { hashPassword } from './password-hash.js';

/** Writes OPERATOR_CREDENTIALS_FILE of meter-ingestion: user names with the hashes of their passwords. */
export async function writeOperatorCredentials(
  file: string,
  operator: { readonly user: string; readonly password: string },
): Promise<void> {
  await writePrivate(file, { [operator.user]: await hashPassword(operator.password) });
}

/** Writes ACCOUNTS_FILE of the portal: who may sign in to the demo. */
export async function writeDemoAccounts(file: string): Promise<void> {
  const accounts = demoAccounts.map(async ({ password, ...account }) => ({ ...account, passwordHash: await hashPassword(password) }));
  await writePrivate(file, await Promise.all(accounts));
}

const writePrivate = (file: string, content: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
