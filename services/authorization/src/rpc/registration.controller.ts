import { Controller, Inject, Logger } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ClientCredentials } from '../application/client-credentials.js';
import { Credentials } from '../application/credentials-view.js';
import { RegisterCompany } from '../application/register-company.js';
import { ThirdParties } from '../application/third-parties.js';
import { ThirdPartyContacts } from '../application/third-party-contacts.js';
import { ThirdPartyTests } from '../application/third-party-tests/third-party-tests.js';
import { TestRuns } from '../application/third-party-tests/test-runs.js';

/** What companies do by themselves in the portal. The portal vouches for who is asking. */
@Controller()
export class RegistrationController {
  private readonly logger = new Logger(RegistrationController.name);

  constructor(
    @Inject(RegisterCompany) private readonly companies: RegisterCompany,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ThirdPartyContacts) private readonly contacts: ThirdPartyContacts,
    @Inject(ClientCredentials) private readonly clientCredentials: ClientCredentials,
    @Inject(Credentials) private readonly credentials: Credentials,
    @Inject(ThirdPartyTests) private readonly tests: ThirdPartyTests,
    @Inject(TestRuns) private readonly runs: TestRuns,
  ) {}

  @HandleRequest('authorization.register-third-party')
  register(request: RequestOf<'authorization.register-third-party'>): Promise<ReplyOf<'authorization.register-third-party'>> {
    return this.companies.register(request.thirdPartyId, request.form, request.terms);
  }

  @HandleRequest('authorization.confirm-third-party-email')
  async confirmEmail({ thirdPartyId }: RequestOf<'authorization.confirm-third-party-email'>): Promise<{ stage: string }> {
    return { stage: await this.thirdParties.confirmEmail(thirdPartyId) };
  }

  @HandleRequest('authorization.modify-third-party')
  async modify({ thirdPartyId, form }: RequestOf<'authorization.modify-third-party'>): Promise<{ stage: string }> {
    return { stage: await this.companies.modify(thirdPartyId, form) };
  }

  @HandleRequest('authorization.get-third-party-contacts')
  async getContacts({
    thirdPartyId,
  }: RequestOf<'authorization.get-third-party-contacts'>): Promise<ReplyOf<'authorization.get-third-party-contacts'>> {
    return { contacts: await this.contacts.find(thirdPartyId) };
  }

  @HandleRequest('authorization.run-third-party-test')
  async runTest({ thirdPartyId, test, madeBy }: RequestOf<'authorization.run-third-party-test'>): Promise<{ runId: string }> {
    return { runId: await this.tests.start(thirdPartyId, test, madeBy) };
  }

  @HandleRequest('authorization.list-test-runs')
  async listRuns({ thirdPartyId }: RequestOf<'authorization.list-test-runs'>): Promise<ReplyOf<'authorization.list-test-runs'>> {
    return { runs: await this.runs.newest(thirdPartyId) };
  }

  @HandleRequest('authorization.get-credentials')
  getCredentials({ thirdPartyId }: RequestOf<'authorization.get-credentials'>): Promise<ReplyOf<'authorization.get-credentials'>> {
    return this.credentials.of(thirdPartyId);
  }

  @HandleRequest('authorization.change-credentials')
  async changeCredentials(request: RequestOf<'authorization.change-credentials'>): Promise<ReplyOf<'authorization.change-credentials'>> {
    const { thirdPartyId, change } = request;
    const issued = await this.clientCredentials.change(thirdPartyId, change);
    // With a credential of its own a company can pass the tests: they run by themselves.
    if (change.kind === 'rotateSecret' || change.kind === 'useKeys') void this.testAll(thirdPartyId);
    return issued;
  }

  private async testAll(thirdPartyId: string): Promise<void> {
    try {
      const { stage } = await this.thirdParties.current(thirdPartyId);
      if (stage === 'testing') await this.tests.startAll(thirdPartyId);
    } catch (error) {
      if (!(error instanceof ProblemError)) this.logger.warn(`the tests did not start: ${String(error)}`);
    }
  }
}
