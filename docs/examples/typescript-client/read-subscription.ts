import { readBatchSubscription } from './client/index.js';
import { createClient } from './client/client/index.js';
import { setting } from './setting.js';
import { total } from './total.js';

const resource = new URL(setting('RESOURCE_URI'));
const client = createClient({ baseUrl: resource.origin, auth: setting('ACCESS_TOKEN') });

const { data, error, response } = await readBatchSubscription({
  client,
  path: { subscription: resource.pathname.split('/').at(-1)! },
  headers: { accept: 'application/json' },
});
// `code` is one of the codes of docs/reference/errors.md: a misspelt one does not compile.
if (error?.code === 'invalid-token') throw new Error('the customer ended the authorization, or the token is an hour old: refresh it');
if (error) throw new Error(`${error.code}: ${error.detail}`);
if (!data || !('usagePoints' in data)) throw new Error(`no readings in the answer ${response?.status}`);
for (const { id, meterReadings } of data.usagePoints) {
  for (const reading of meterReadings) console.log(id, total(reading));
}
