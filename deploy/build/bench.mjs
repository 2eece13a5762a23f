// `npm run bench -- [name…]`: the benchmarks of the workspace (**/bench/*.bench.ts), one after another, each in a process of its own.
// A benchmark prints a figure as one JSON object a line, {"figure","value","unit","note"?}, on standard output, and what a person may
// want to follow on standard error. The end is a table, then the same figures as JSON lines.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { machineFigures } from './bench-machine.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hook = new URL('./typescript.mjs', import.meta.url).href;
const ENDING = '.bench.ts';
const USAGE = `Runs the benchmarks and prints their figures as a table and as JSON lines.

  npm run bench                      all of them
  npm run bench -- feed ingest       those whose names contain one of the words
  npm run bench -- --list            their names
  npm run bench -- --profile feed    also a CPU profile of each service, with its most expensive functions

Environment:
  BENCH_ROUNDS   rounds of interleaved comparisons (each benchmark has a default of at least 3)
  BENCH_SCALE    size of the nightly file, 1 = 100,000 hourly and 10,000 15-minute meters (default 0.05)
  BENCH_MONTHS   months of history of the feed (default 48)
`;

async function benchmarks() {
  const found = [];
  for (const group of ['libs', 'services', 'deploy']) {
    for (const entry of await readdir(join(root, group), { withFileTypes: true })) {
      const folder = join(root, group, entry.name, 'bench');
      const files = await readdir(folder).catch(() => []);
      found.push(...files.filter((file) => file.endsWith(ENDING)).map((file) => join(folder, file)));
    }
  }
  return found.sort().map((file) => ({ file, name: basename(file, ENDING) }));
}

/** Runs one benchmark; resolves to its figures and whether it ended well. */
function run({ name, file }, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', '--expose-gc', '--import', hook, file], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const figures = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) figures.push({ benchmark: name, ...JSON.parse(line) });
      else process.stderr.write(`${line}\n`);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ figures, failed: code !== 0 }));
  });
}

const number = (value) => (typeof value === 'number' ? value.toLocaleString('en-US', { maximumSignificantDigits: 4 }) : String(value));

function printTable(figures) {
  const rows = figures.map(({ benchmark, figure, value, unit = '', note = '' }) => [benchmark, figure, number(value), unit, note]);
  const header = ['benchmark', 'figure', 'value', 'unit', 'note'];
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (row) =>
    row
      .map((cell, i) => (i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  console.log([line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'));
}

const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('-'));
const words = args.filter((arg) => !arg.startsWith('-'));
const unknown = options.find((option) => !['--list', '--profile', '--help'].includes(option));
if (unknown || options.includes('--help')) {
  process.stderr.write(unknown ? `${unknown} is no option.\n\n${USAGE}` : USAGE);
  process.exit(unknown ? 2 : 0);
}
const all = await benchmarks();
const chosen = words.length ? all.filter(({ name }) => words.some((word) => name.includes(word))) : all;
if (chosen.length === 0) {
  process.stderr.write(`No benchmark is named like ${words.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.\n`);
  process.exit(2);
}
if (options.includes('--list')) {
  for (const { name, file } of chosen) console.log(`${name}  ${relative(root, file)}`);
  process.exit(0);
}

const env = { ...process.env, ...(options.includes('--profile') ? { BENCH_PROFILE: '1' } : {}) };
const figures = machineFigures().map((figure) => ({ benchmark: 'machine', ...figure }));
let failed = false;
for (const benchmark of chosen) {
  process.stderr.write(`\n${benchmark.name}\n`);
  const result = await run(benchmark, env);
  figures.push(...result.figures);
  if (result.failed) process.stderr.write(`${benchmark.name} failed.\n`);
  failed ||= result.failed || result.figures.length === 0;
}
console.log();
printTable(figures);
console.log();
for (const figure of figures) console.log(JSON.stringify(figure));
process.exit(failed ? 1 : 0);
