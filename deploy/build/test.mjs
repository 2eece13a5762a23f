// `npm test`: every test of the workspace (unit, integration, whole system), then one closing line over all of them.
// Integration tests run side by side; whole-system tests (.e2e.spec) each start a stack of their own, so they run two at a time: the longest
// of them waits for processes it has killed most of its time.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const scratch = mkdtempSync(join(tmpdir(), 'greenledger-test-'));
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/** Runs one Jest process; resolves to its counts, or to `undefined` when Jest itself broke. */
function run(name, args) {
  const outputFile = join(scratch, `${name}.json`);
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--no-warnings',
        jest,
        '--config',
        join(root, '.config/jest.config.mjs'),
        '--json',
        `--outputFile=${outputFile}`,
        ...args,
      ],
      // Jest prints its JSON on standard output too; the report a person reads comes on standard error.
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    child.on('close', () => {
      try {
        resolve(JSON.parse(readFileSync(outputFile, 'utf8')));
      } catch {
        resolve(undefined);
      }
    });
  });
}

function printSkipped(results) {
  for (const file of results.flatMap((result) => result?.testResults ?? [])) {
    for (const test of file.assertionResults.filter(({ status }) => status === 'pending' || status === 'todo')) {
      console.log(`skipped: ${test.fullName}`);
    }
  }
}

const chosen = process.argv.slice(2);
const results = chosen.length
  ? [await run('chosen', chosen)]
  : [
      await run('unit-and-integration', ['--forceExit', '--testPathIgnorePatterns', '\\.e2e\\.spec', '/node_modules/', '/dist/']),
      await run('whole-system', ['--maxWorkers=2', '--forceExit', '--testPathPatterns', '\\.e2e\\.spec', '--passWithNoTests']),
    ];
rmSync(scratch, { recursive: true, force: true });

const sum = (pick) => results.reduce((total, result) => total + (result ? pick(result) : 0), 0);
// A file that could not even be loaded has no failed test, but it has failed.
const broken = sum((r) => r.numRuntimeErrorTestSuites) + results.filter((r) => r === undefined).length;
const failed = sum((r) => r.numFailedTests) + broken;
printSkipped(results);
console.log(`${sum((r) => r.numPassedTests)} passed, ${failed} failed, ${sum((r) => r.numPendingTests + r.numTodoTests)} skipped`);
process.exit(failed === 0 ? 0 : 1);
