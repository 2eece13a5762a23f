import { relative } from 'node:path';
import { demoAccounts, storyAccount } from '../town/demo-accounts.js';
import { demoCompanyPerson } from '../town/demo-company-person.js';
import type { Stack } from './stack.js';

/** The short table that `npm start` ends with: where to go, how to get in, what to try. */
export function summary(stack: Stack, companyUrl: string): string {
  const { origin, operator } = stack;
  const logs = relative(process.cwd(), stack.logDirectory) || '.';
  const customers = demoAccounts.filter(({ role }) => role === 'customer').length;
  const operatorAccount = demoAccounts.find(({ role }) => role === 'operator')!;
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Portal', origin],
    ['Sign in', `${storyAccount.userName} / ${storyAccount.password}   (one of ${customers} demo customers, all invented)`],
    ['Company', `${companyUrl}   (the demo company: connect, fetch, see its notifications)`],
    ['Its people', `${origin}/third-party/sign-in   (${demoCompanyPerson.email} / ${demoCompanyPerson.password})`],
    ['Operator', `${origin}/operator   (${operatorAccount.userName} / ${operatorAccount.password}: reviews companies)`],
    ['Caught mail', `${origin}/demo/mail`],
    ['ESPI', `${origin}/DataCustodian/espi/1_1/resource`],
    ['OAuth', `${origin}/.well-known/oauth-authorization-server/oauth`],
    ['Upload', `curl -u ${operator.user}:${operator.password} --data-binary @FILE '${origin}/ingest/v1/meter-files?fileName=FILE'`],
    ['Imports', `curl -u ${operator.user}:${operator.password} ${origin}/ingest/v1/imports`],
    ['Main job', 'npm start -- --story   (in another terminal, against a throw-away state)'],
    ['Logs', `${logs}/<service>.log, postgres.log, nats-server.log`],
    ['Start over', 'npm start -- --fresh'],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`);
  return ['', `Greenledger is ready at ${origin}`, '', ...lines, '', 'Ctrl-C stops everything; what was done is kept.', ''].join('\n');
}
