import { freePort } from '@greenledger/embedded';
import { formatTimestamp } from '@greenledger/espi';
import { localDays } from '../src/town/local-days.js';
import { localDayOf, storyAccount, TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { authorizeBenchCompany, registerBenchCompany, SCOPE } from './bench-company.js';
import { benchExtract } from './bench-extract.js';
import { grantAll } from './bench-grants.js';
import { withStack, type BenchStack } from './bench-stack.js';
import { clientToken } from './client-token.js';
import { setting } from './figures.js';
import { compareGzip, withGzipWays } from './gzip-ways.js';
import { cmepLines, type MeterGroup } from './meter-file.js';

// Gzip feeds of the whole service, each fetch decided, recorded and rendered from the database: written as gzip from their values, and
// compressed by zlib. First one usage point's history, then a bulk feed of seven days.
const ROUNDS = setting('BENCH_ROUNDS', 9);
/** As many as the feeds of `feed-throughput` have behind them; a bulk feed is ten thousand parts by itself. */
const [WARM_UP, WARM_UP_BULK] = [200, 5];
const MONTHS = setting('BENCH_MONTHS', 48);
const USAGE_POINTS = setting('BENCH_USAGE_POINTS', 10_000);
const DAYS = 7;

await withStack(async (bench) => {
  const meter: MeterGroup = { meterNumbers: ['BF-1'], step: 900 };
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), MONTHS, TOWN_TIME_ZONE);
  await ingest(bench, meter, [{ meterNumber: 'BF-1', customerNumber: storyAccount.customerNumber! }], days[0]!.start, days.at(-1)!.end);
  const grant = await authorizeBenchCompany(bench.stack, bench.scratch);
  await withGzipWays(bench, (ways) =>
    compareGzip(`${MONTHS} months of one`, grant.path, grant.accessToken, ways, { warmUp: WARM_UP, measured: ROUNDS }),
  );
});

await withStack(async (bench) => {
  const { stack, scratch, database } = bench;
  const meters: MeterGroup = { meterNumbers: Array.from({ length: USAGE_POINTS }, (_, i) => `BB-${i + 1}`), step: 900 };
  const services = meters.meterNumbers.map((meterNumber) => ({ meterNumber, customerNumber: `C-${meterNumber}` }));
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), 1, TOWN_TIME_ZONE).slice(-DAYS - 1, -1);
  const [from, to] = [days[0]!.start, days.at(-1)!.end];
  await ingest(bench, meters, services, from, to);
  const company = await registerBenchCompany(stack, scratch, await freePort());
  const token = await clientToken(stack.origin, company);
  const wake = (): Promise<unknown> =>
    fetch(`${stack.services['data-delivery'].url}/DataCustodian/espi/1_1/resource/Authorization/none`, {
      headers: { authorization: `Bearer ${token}` },
    });
  await grantAll(database, company.thirdPartyId, SCOPE, wake);
  const window = `published-min=${formatTimestamp(from)}&published-max=${formatTimestamp(to)}`;
  const path = `/DataCustodian/espi/1_1/resource/Batch/Bulk/${company.applicationInformationId}?${window}`;
  await withGzipWays(bench, (ways) =>
    compareGzip(`${DAYS} days of ${USAGE_POINTS}`, path, token, ways, { warmUp: WARM_UP_BULK, measured: Math.min(ROUNDS, 5) }),
  );
});

async function ingest(
  { stack }: BenchStack,
  meters: MeterGroup,
  services: readonly { readonly meterNumber: string; readonly customerNumber: string }[],
  from: number,
  to: number,
): Promise<void> {
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  const extract = { fileName: 'bench-cis.csv', content: benchExtract(services, TOWN_TIME_ZONE) };
  await waitUntilStored(target, (await upload(target, 'cis-extracts', extract)).importId, 600_000);
  const file = { fileName: 'bench.cmep', content: [...cmepLines(meters, from, to, to)].join('') };
  await waitUntilStored(target, (await upload(target, 'meter-files', file)).importId, 600_000);
}
