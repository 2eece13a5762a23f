import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ThirdParties } from '../application/third-parties.js';
import { SandboxConsents } from '../oauth/sandbox-consents.js';
import { ReadModels } from '../projections/read-models.js';
import { SandboxLog } from '../sandbox/sandbox-log.js';

/** The sandbox as the portal shows it. */
@Controller()
export class SandboxController {
  constructor(
    @Inject(SandboxConsents) private readonly consents: SandboxConsents,
    @Inject(SandboxLog) private readonly log: SandboxLog,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ReadModels) private readonly readModels: ReadModels,
  ) {}

  @HandleRequest('authorization.approve-sandbox-consent')
  approve({
    interactionId,
  }: RequestOf<'authorization.approve-sandbox-consent'>): Promise<ReplyOf<'authorization.approve-sandbox-consent'>> {
    return this.consents.approve(interactionId, 'company');
  }

  @HandleRequest('authorization.list-sandbox-requests')
  async list({ thirdPartyId }: RequestOf<'authorization.list-sandbox-requests'>): Promise<ReplyOf<'authorization.list-sandbox-requests'>> {
    const { facts } = await this.thirdParties.current(thirdPartyId);
    // Fetches are read from the releases.
    await this.readModels.catchUp();
    return { requests: await this.log.ofClient(facts.clientId) };
  }
}
