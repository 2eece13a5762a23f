import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { CompanyCredentials } from '../company/index.js';
import { checkout } from '../run/checkout.js';
import type { Stack } from '../run/stack.js';

/** Signs in for the demo company at /third-party/sign-in. The password is public on purpose: it opens invented data only. */
export const demoCompanyPerson = { email: 'dana@sunny-savings.example', name: 'Dana Brook', password: 'demo' } as const;

/** Opens the account; one that is there already is left alone. @throws Error with the program's own words */
export async function addDemoCompanyPerson(stack: Stack, { thirdPartyId }: CompanyCredentials): Promise<void> {
  const program = join(checkout, 'services/portal/dist/cli/add-company-person.js');
  const { email, name, password } = demoCompanyPerson;
  const args = ['--third-party', thirdPartyId, '--company', 'Sunny Savings', '--email', email, '--name', name];
  await new Promise<void>((resolve, reject) => {
    const options = { env: stack.environment('portal'), cwd: checkout, timeout: 60_000 };
    const child = execFile(process.execPath, ['--enable-source-maps', program, ...args], options, (error, _stdout, stderr) =>
      error ? reject(new Error(`add-company-person failed: ${stderr.trim().slice(0, 1000)}`)) : resolve(),
    );
    child.stdin!.end(password);
  });
}
