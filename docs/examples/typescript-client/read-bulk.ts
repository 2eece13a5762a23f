import { readBatchBulk } from './client/index.js';
import { createClient } from './client/client/index.js';
import { clientToken } from './client-token.js';
import { setting } from './setting.js';
import { total } from './total.js';

const baseUrl = setting('UTILITY_ORIGIN');
const token = await clientToken(baseUrl, setting('CLIENT_ID'), setting('CLIENT_SECRET'), setting('SCOPE'));
const client = createClient({ baseUrl, auth: token.access_token });

const { data, error, response } = await readBatchBulk({
  client,
  path: { bulk: token.resourceURI.split('/').at(-1)! },
  query: { 'published-min': process.env['PUBLISHED_MIN'] },
  headers: { accept: 'application/json' },
});
if (error) throw new Error(`${error.code}: ${error.detail}`);
// 202: a batch above the utility's limits is prepared in the background. See docs/how-to/read-the-delivery-api.md.
if (!data || !('usagePoints' in data)) throw new Error(`no readings in the answer ${response?.status}`);
for (const { subscription, id, meterReadings } of data.usagePoints) {
  for (const reading of meterReadings) console.log(subscription, id, total(reading));
}
