import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@greenledger/embedded';
import { companyRegistration, readCompanyCredentials, writeCompanyCredentials, type CompanyCredentials } from '../company/index.js';
import type { Stack } from '../run/stack.js';
import { runAuthorizationProgram } from './service-program.js';

/** The port the demo company likes to listen on. */
const WANTED_PORT = 8090;

/**
 * Registers and approves the demo company; one that is registered already is found again. Its URIs hold its port, so one whose
 * port somebody else has taken meanwhile is registered anew with another. `wantedPort` 0 takes any.
 */
export async function registerDemoCompany(stack: Stack, wantedPort = WANTED_PORT): Promise<CompanyCredentials> {
  const known = readCompanyCredentials(stack.directory);
  const port = await freePort(known?.port ?? wantedPort);
  if (known && known.port === port) return known;
  const folder = await mkdtemp(join(tmpdir(), 'greenledger-company-'));
  try {
    const file = join(folder, 'company.json');
    await writeFile(file, JSON.stringify(companyRegistration(port)));
    const issued = JSON.parse(await runAuthorizationProgram(stack, 'register-third-party', ['--file', file])) as Omit<
      CompanyCredentials,
      'port'
    >;
    await runAuthorizationProgram(stack, 'approve-third-party', ['--third-party', issued.thirdPartyId, '--by', stack.operator.user]);
    // Last, so that a company that was not approved is never taken for one that was.
    const credentials = { ...issued, port };
    writeCompanyCredentials(stack.directory, credentials);
    return credentials;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
