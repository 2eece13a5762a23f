import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ProblemError, testText, THIRD_PARTY_TESTS } from '@greenledger/contracts';
import type { ThirdPartyProgress, ThirdPartyTest } from '@greenledger/contracts';
import { ConsentRequests } from '../../oauth/consent-requests.js';
import { OAuthSettings } from '../../oauth/oauth-settings.js';
import { SandboxConsents } from '../../oauth/sandbox-consents.js';
import { ReadModels } from '../../projections/read-models.js';
import { ThirdPartyViews } from '../../projections/third-party-views.js';
import { OutboundRules } from '../outbound-rules.js';
import { ThirdParties } from '../third-parties.js';
import { testApplicationInformation } from './application-information-test.js';
import { testConnectivity } from './connectivity-test.js';
import { testOAuth } from './oauth-test.js';
import { isComplete, journeyOf } from '../../sandbox/journey.js';
import { SandboxLog } from '../../sandbox/sandbox-log.js';
import type { SandboxSide } from './sandbox-side.js';
import { TestContext, withoutAnswer } from './test-context.js';
import { TestCredentialMaker } from './test-credentials.js';
import { TestRuns } from './test-runs.js';

const TESTS = { connectivity: testConnectivity, oauth: testOAuth, applicationInformation: testApplicationInformation };

/** Whose requests the OAuth test judges; absent: its own, where it can act as the client. */
type MadeBy = 'company' | undefined;

/** Runs the three tests against the system's own public endpoints; what passes moves the registration on. */
@Injectable()
export class ThirdPartyTests implements OnApplicationBootstrap {
  private readonly logger = new Logger(ThirdPartyTests.name);

  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
    @Inject(TestCredentialMaker) private readonly credentials: TestCredentialMaker,
    @Inject(TestRuns) private readonly runs: TestRuns,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
    @Inject(OutboundRules) private readonly outbound: OutboundRules,
    @Inject(SandboxConsents) private readonly consents: SandboxConsents,
    @Inject(ConsentRequests) private readonly requests: ConsentRequests,
    @Inject(SandboxLog) private readonly sandbox: SandboxLog,
  ) {}

  /** The refresh is the last thing that a company's software is asked for: from then on the test can pass by itself. */
  onApplicationBootstrap(): void {
    this.sandbox.onRecorded((clientId, { step, madeBy, refusal }) => {
      if (step === 'refresh' && madeBy === 'company' && refusal === null) void this.judgeJourney(clientId);
    });
  }

  /** Begins a run and answers at once. @param madeBy see MadeBy @throws ProblemError `conflict` before the e-mail is confirmed, after the end, or while one is running */
  async start(thirdPartyId: string, test: ThirdPartyTest, madeBy?: MadeBy): Promise<string> {
    if (!THIRD_PARTY_TESTS.includes(test)) throw new ProblemError('invalid-body', `there is no test "${test}"`);
    const company = await this.company(thirdPartyId);
    const runId = randomUUID();
    if (!(await this.runs.begin(runId, thirdPartyId, test))) {
      throw new ProblemError('conflict', 'this test is running already; wait for its end');
    }
    void this.run(runId, company, test, madeBy);
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

  /** Runs the OAuth test on what the company's software did, when that is complete and has not counted yet. */
  private async judgeJourney(clientId: string): Promise<void> {
    try {
      await this.readModels.catchUp();
      const found = await this.views.findWithStage('clientId', clientId);
      if (found?.stage !== 'testing') return;
      const { thirdPartyId } = found.view;
      const { testsPassed } = await this.company(thirdPartyId);
      if (testsPassed.includes('oauth') || !isComplete(journeyOf(await this.sandbox.ofClient(clientId)))) return;
      await this.start(thirdPartyId, 'oauth', 'company');
    } catch (error) {
      if (!(error instanceof ProblemError)) this.logger.warn(`the OAuth test did not start: ${String(error)}`);
    }
  }

  private sandboxSide(clientId: string, madeBy: MadeBy): SandboxSide {
    return {
      madeBy,
      approve: async (interactionId) => (await this.consents.approve(interactionId, 'test')).returnTo,
      decline: async (interactionId) => (await this.requests.deny(interactionId)).returnTo,
      observed: async () => {
        await this.readModels.catchUp();
        return this.sandbox.ofClient(clientId);
      },
    };
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
  private async run(runId: string, company: ThirdPartyProgress, test: ThirdPartyTest, madeBy?: MadeBy): Promise<void> {
    const context = new TestContext(company, this.settings.publicOrigin, this.outbound.allowLoopback);
    try {
      const { clientId, thirdPartyId } = company;
      const side = this.sandboxSide(clientId, madeBy);
      await this.credentials.with(clientId, thirdPartyId, (credentials) => TESTS[test](context, credentials, side));
      if (context.steps.every(({ passed }) => passed)) await this.thirdParties.recordTestPassed(thirdPartyId, test, runId);
    } catch (error) {
      this.logger.error(`test ${test} broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      context.note(test, testText('needEnd'), withoutAnswer(testText('brokeOff')), {
        about: testText('wholeTest'),
        passed: false,
        advice: testText('runAgain'),
      });
    }
    await this.runs
      .finish(runId, context.steps)
      .catch((error: unknown) => this.logger.warn(`run ${runId} could not be stored: ${String(error)}`));
  }
}
