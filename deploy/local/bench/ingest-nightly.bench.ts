import { benchServices } from './bench-file.js';
import { withStack } from './bench-stack.js';
import { setting } from './figures.js';
import { compareImports } from './import-comparison.js';
import { daysBeforeToday, HOURLY, nights, QUARTERLY } from './nightly-groups.js';

// Night after night of the same meters, beside COPY of the same readings.
const ROUNDS = setting('BENCH_ROUNDS', 5);
const days = daysBeforeToday(2).slice(0, ROUNDS + 1);

await withStack((bench) => compareImports(bench, benchServices([HOURLY, QUARTERLY]), nights(bench.scratch, days)));
