import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the utility told the company when it registered. Secret: kept in the state directory, readable by its owner only. */
export interface CompanyCredentials {
  readonly thirdPartyId: string;
  readonly applicationInformationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationAccessToken: string;
  /** Port on loopback that the registered redirect and notify URIs name. */
  readonly port: number;
}

const fileIn = (directory: string): string => join(directory, 'demo-company.json');

export function readCompanyCredentials(directory: string): CompanyCredentials | undefined {
  const file = fileIn(directory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CompanyCredentials) : undefined;
}

export function writeCompanyCredentials(directory: string, credentials: CompanyCredentials): void {
  writeFileSync(fileIn(directory), `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
}
