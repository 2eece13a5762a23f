import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ProblemError, THIRD_PARTY_TESTS } from '@greenledger/contracts';
import type { ThirdPartyProgress, ThirdPartyTest } from '@greenledger/contracts';
import { OAuthSettings } from '../../oauth/oauth-settings.js';
import { ReadModels } from '../../projections/read-models.js';
import { ThirdPartyViews } from '../../projections/third-party-views.js';
import { OutboundRules } from '../outbound-rules.js';
import { ThirdParties } from '../third-parties.js';
import { testApplicationInformation } from './application-information-test.js';
import { testConnectivity } from './connectivity-test.js';
import { testOAuth } from './oauth-test.js';
import { TestContext } from './test-context.js';
import { TestCredentialMaker } from './test-credentials.js';
import { TestRuns } from './test-runs.js';

const TESTS = { connectivity: testConnectivity, oauth: testOAuth, applicationInformation: testApplicationInformation };

/** Runs the three tests against the system's own public endpoints; what passes moves the registration on. */
@Injectable()
export class ThirdPartyTests {
  private readonly logger = new Logger(ThirdPartyTests.name);

  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
    @Inject(TestCredentialMaker) private readonly credentials: TestCredentialMaker,
    @Inject(TestRuns) private readonly runs: TestRuns,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
    @Inject(OutboundRules) private readonly outbound: OutboundRules,
  ) {}

  /** Begins a run and answers at once. @throws ProblemError `conflict` before the e-mail is confirmed, after the end, or while one is running */
  async start(thirdPartyId: string, test: ThirdPartyTest): Promise<string> {
    if (!THIRD_PARTY_TESTS.includes(test)) throw new ProblemError('invalid-body', `there is no test "${test}"`);
    const company = await this.company(thirdPartyId);
    const runId = randomUUID();
    if (!(await this.runs.begin(runId, thirdPartyId, test))) {
      throw new ProblemError('conflict', 'this test is running already; wait for its end');
    }
    void this.run(runId, company, test);
    return runId;
  }

  /** Runs what has not passed yet, one after the other: called when a company has made its first credential. */
  async startAll(thirdPartyId: string): Promise<void> {
    const company = await this.company(thirdPartyId);
    for (const test of THIRD_PARTY_TESTS.filter((one) => !company.testsPassed.includes(one))) {
      const runId = randomUUID();
      if (await this.runs.begin(runId, thirdPartyId, test)) await this.run(runId, company, test);
    }
  }

  private async company(thirdPartyId: string): Promise<ThirdPartyProgress> {
    await this.readModels.catchUp();
    const company = await this.views.progressOf(thirdPartyId);
    if (!company) throw new ProblemError('not-found', 'there is no such third party');
    if (company.stage === 'registered')
      throw new ProblemError('conflict', 'the e-mail address is not confirmed; open the link in the mail first');
    if (company.stage === 'terminated') throw new ProblemError('conflict', 'the third party is terminated; there is nothing to test');
    return company;
  }

  /** Never throws: how it came out is in the run. */
  private async run(runId: string, company: ThirdPartyProgress, test: ThirdPartyTest): Promise<void> {
    const context = new TestContext(company, this.settings.publicOrigin, this.outbound.allowLoopback);
    try {
      const { clientId, thirdPartyId } = company;
      await this.credentials.with(clientId, thirdPartyId, (credentials) => TESTS[test](context, credentials));
      if (context.steps.every(({ passed }) => passed)) await this.thirdParties.recordTestPassed(thirdPartyId, test, runId);
    } catch (error) {
      this.logger.error(`test ${test} broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const failure = 'the test broke off on our side';
      const nothing = { status: 0, location: null, body: '', failure };
      context.note(`test ${test}`, 'to come to its end', nothing, {
        passed: false,
        advice: 'Run it again; if it breaks off again, tell the utility.',
      });
    }
    await this.runs
      .finish(runId, context.steps)
      .catch((error: unknown) => this.logger.warn(`run ${runId} could not be stored: ${String(error)}`));
  }
}
