import { Inject, Injectable } from '@nestjs/common';
import { SELF_ACCESS_THIRD_PARTY_ID } from '@greenledger/contracts';
import { OAuthSettings } from '../oauth/oauth-settings.js';
import { ThirdParties } from './third-parties.js';

/** Energy use by the interval, three years back: what a customer may read of the own meters. */
export const SELF_ACCESS_SCOPE = 'FB=1_3_4_5_13_14_39;IntervalDuration=900_3600;BlockDuration=daily;HistoryLength=94608000';
export const SELF_ACCESS_PURPOSE = 'To read your own data with a program of your own.';

/** Keeps the one company that stands for customers themselves. It has no client secret, so nobody can act as it. */
@Injectable()
export class SelfAccess {
  #known = false;

  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** Registers and approves it when it is not there yet; again changes nothing. */
  async ensure(): Promise<void> {
    if (this.#known) return;
    const { publicOrigin } = this.settings;
    await this.thirdParties.register({
      thirdPartyId: SELF_ACCESS_THIRD_PARTY_ID,
      applicationInformationId: SELF_ACCESS_THIRD_PARTY_ID,
      clientId: 'self-access',
      name: 'yourself (personal token)',
      purpose: SELF_ACCESS_PURPOSE,
      clientUri: `${publicOrigin}/my-token`,
      policyUri: `${publicOrigin}/my-token`,
      tosUri: `${publicOrigin}/my-token`,
      redirectUris: [`${publicOrigin}/my-token`],
      notifyUri: `${publicOrigin}/my-token`,
      scopes: [SELF_ACCESS_SCOPE],
      softwareId: 'self-access',
      softwareVersion: '1',
    });
    await this.thirdParties.approve(SELF_ACCESS_THIRD_PARTY_ID, 'system');
    this.#known = true;
  }
}
