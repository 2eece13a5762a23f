import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReviewDecision } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { ExistingThirdParty } from '../domain/third-party/index.js';
import { OAuthSettings } from '../oauth/oauth-settings.js';
import { ThirdPartyContacts } from './third-party-contacts.js';

/** Writes to a company's business and technical contacts what was decided. The decision itself does not wait for it. */
@Injectable()
export class DecisionMail {
  private readonly logger = new Logger(DecisionMail.name);

  constructor(
    @Inject(ThirdPartyContacts) private readonly contacts: ThirdPartyContacts,
    @Inject(RequestClient) private readonly requests: RequestClient,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** Never throws: the page of the company shows the decision in any case. */
  async tell({ facts, version }: ExistingThirdParty, decision: ReviewDecision): Promise<void> {
    const { thirdPartyId, name: company } = facts;
    const contacts = await this.contacts.find(thirdPartyId).catch(() => null);
    const addresses = new Set(contacts ? [contacts.businessContact.email, contacts.technicalContact.email] : []);
    const link = `${this.settings.publicOrigin}/third-party/company`;
    const reason = 'reason' in decision ? decision.reason : '';
    await Promise.all(
      [...addresses].map(async (to, index) => {
        const mail = { kind: 'decision', company, link, decision: decision.kind, reason } as const;
        try {
          await this.requests.request('notification.queue-mail', { mailId: `decision/${thirdPartyId}/${version}/${index}`, to, mail });
        } catch (error) {
          this.logger.warn(`a contact of ${thirdPartyId} was not told of the decision: ${error instanceof Error ? error.message : ''}`);
        }
      }),
    );
  }
}
