import { parseArgs } from 'node:util';
import { reportOf } from '../audit/bundle/report.js';
import { verifyBundle } from '../audit/bundle/verify-bundle.js';

const USAGE = 'usage: npm run audit:verify -- <folder> [--key <verifier key>]';

/** Checks an evidence bundle without network and database. Exit code 0: verified, 1: not verified, 2: it could not be checked. */
try {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new RangeError('one folder is needed');
  const verdict = await verifyBundle(directory, values.key);
  process.stdout.write(reportOf(verdict, values.key !== undefined));
  process.exitCode = verdict.verified ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 2;
}
