import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removePostgres } from '@greenledger/embedded';
import { ProviderElsewhere } from '@greenledger/testing';
import { startCompany, type Company } from '../company/index.js';
import { Cleanup } from '../run/cleanup.js';
import { Progress } from '../run/progress.js';
import type { Stack } from '../run/stack.js';
import { startStack } from '../run/start-stack.js';
import { patientFetch } from '../story/patient-fetch.js';
import {
  type DemoTown,
  demoTown,
  importTown,
  localDayOf,
  registerDemoCompany,
  TOWN_TIME_ZONE,
  upload,
  waitUntilStored,
} from '../town/index.js';
import { startCheckedBrowser, type CheckedBrowser } from './checked-browser.js';
import { startCompanySite, type CompanySite } from './company-site.js';

/** Who has a login at the provider elsewhere: Ruth Abrams of the town, under a name of her own. */
const ELSEWHERE = { ruth: { name: 'Ruth A.', customer_number: 'C-100016' } };

/** What all stories share: one running system with the demo town, a browser, and the world outside of the utility. */
export interface StoryWorld {
  readonly stack: Stack;
  readonly browser: CheckedBrowser;
  /** Site and software of a company that registers itself. */
  readonly site: CompanySite;
  /** The demo company, in production, with OAuth software that works. */
  readonly company: Company;
  /** An identity provider of somebody else. */
  readonly elsewhere: ProviderElsewhere;
  readonly town: DemoTown;
  /** Resolves when all readings of the town are stored; customers are there from the beginning. */
  readonly townStored: Promise<unknown>;
  /** Delivers customer data as the utility's own system would, and waits until it counts. */
  deliver(fileName: string, content: string): Promise<void>;
  /** The newest mail to an address that fits. */
  mailTo(address: string, fits: RegExp): Promise<string>;
  stop(): Promise<void>;
}

export async function startStoryWorld(): Promise<StoryWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-stories-'));
  // PostgreSQL may have to run as another user, who must get through.
  chmodSync(folder, 0o711);
  const cleanup = new Cleanup();
  cleanup.add(() => {
    removePostgres(join(folder, 'state'));
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    return await start(join(folder, 'state'), cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(directory: string, cleanup: Cleanup): Promise<StoryWorld> {
  const port = await freePort(0);
  const elsewhere = new ProviderElsewhere(ELSEWHERE);
  await elsewhere.start(`http://localhost:${port}/sign-in/provider/callback`);
  cleanup.add(() => elsewhere.stop());
  const stack = await startStack({
    directory,
    fresh: true,
    port,
    database: 'greenledger_stories',
    progress: new Progress(() => undefined),
    environment: {
      portal: {
        OIDC_ISSUER: elsewhere.issuer,
        OIDC_CLIENT_ID: 'portal',
        OIDC_CLIENT_SECRET: 'portal-secret',
        OIDC_PROVIDER_NAME: 'Greenfield Login',
      },
    },
    cleanup,
  });
  const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
  const deliver = async (fileName: string, content: string): Promise<void> => {
    await waitUntilStored(target, (await upload(target, 'cis-extracts', { fileName, content })).importId);
  };
  const town = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
  await deliver(town.cis.fileName, town.cis.content);
  const townStored = importTown(target, town);
  // Whoever waits for it is told; a failure before that must not end the process.
  townStored.catch(() => undefined);
  const [site, browser, company] = await Promise.all([
    startCompanySite(),
    startCheckedBrowser(stack.origin),
    registerDemoCompany(stack, 0).then((client) => startCompany({ origin: stack.origin, client })),
  ]);
  for (const one of [company, site, browser]) cleanup.add(() => one.stop());
  const mailTo = async (address: string, fits: RegExp): Promise<string> => {
    for (let tries = 0; tries < 200; tries++) {
      const mails = (await (await fetch(`${stack.mailUrl}/messages`)).json()) as { to: string; text: string }[];
      const found = fits.exec(mails.findLast(({ to, text }) => to.includes(address) && fits.test(text))?.text ?? '')?.at(-1);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail to ${address} with ${fits}`);
  };
  return { stack, browser, site, company, elsewhere, town, townStored, deliver, mailTo, stop: () => cleanup.run() };
}
