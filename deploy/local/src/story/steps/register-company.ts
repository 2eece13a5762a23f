import { startCompany } from '../../company/index.js';
import { registerDemoCompany } from '../../town/index.js';
import { patientFetch } from '../patient-fetch.js';
import { assertThat, type StoryContext } from '../story-context.js';

/** The company is registered and approved; its own token and its registration token open what they should. */
export async function registerCompany(story: StoryContext): Promise<void> {
  // Any port: the demo company of `npm start` may run beside, and so may another story.
  const credentials = await registerDemoCompany(story.stack, 0);
  const company = await startCompany({ origin: story.stack.origin, client: credentials, fetch: patientFetch });
  story.company = company;
  const token = await company.client.clientToken();
  const status = await company.client.get(`${story.espi}/ReadServiceStatus`, token);
  const statusXml = await status.text();
  assertThat(
    status.status === 200 && /<(?:\w+:)?currentStatus>1</.test(statusXml),
    `ReadServiceStatus should say 1 to the company's own token; it answered ${status.status}: ${statusXml.slice(0, 200)}`,
  );
  const uri = `${story.espi}/ApplicationInformation/${credentials.applicationInformationId}`;
  const information = await company.client.get(uri, credentials.registrationAccessToken);
  const informationXml = await information.text();
  assertThat(
    information.status === 200 && informationXml.includes(credentials.clientId),
    `ApplicationInformation should open to the registration token; it answered ${information.status}: ${informationXml.slice(0, 200)}`,
  );
  story.say(`Sunny Savings is registered; its own token works, the service status is 1, its ApplicationInformation is there.`);
}
