import { Inject, Injectable } from '@nestjs/common';
import { judgeRegistration, ProblemError } from '@greenledger/contracts';
import type { ApplicationInformationChange, RegistrationForm, ThirdPartyView } from '@greenledger/contracts';
import { decideThirdParty } from '../domain/third-party/index.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { DecisionMail } from './decision-mail.js';
import { currentMoment } from './moment.js';
import { ThirdParties } from './third-parties.js';

const NOBODY = { name: '', email: '', phone: '' };

/** A company changes and withdraws its registration over ESPI, by the same rules as in the portal and by RFC 7592. */
@Injectable()
export class ApplicationInformation {
  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
    @Inject(DecisionMail) private readonly mail: DecisionMail,
  ) {}

  /**
   * Changes what is different, and takes a withdrawal back. A change of nothing is always allowed, so that an entry can be
   * sent back as it was read. What is refused changes nothing.
   * @throws ProblemError `invalid-body` with `faults`, `conflict`, `not-found`
   */
  async change(applicationInformationId: string, change: ApplicationInformationChange, restore: boolean): Promise<ThirdPartyView> {
    const { thirdPartyId } = await this.#view(applicationInformationId);
    const state = await this.thirdParties.current(thirdPartyId);
    if (restore) decideThirdParty(state, { type: 'restoreThirdParty' });
    const { facts } = state;
    const { portalUri, ...stated } = change;
    const { logoUri = facts.logoUri ?? '', ...others } = stated;
    const after = {
      ...facts,
      ...others,
      logoUri: logoUri || undefined,
      ...(facts.profile && { profile: { ...facts.profile, portalUri: portalUri ?? facts.profile.portalUri } }),
    };
    const changed = JSON.stringify(sorted(after)) !== JSON.stringify(sorted(facts));
    if (changed) {
      if (!facts.profile) throw new ProblemError('conflict', 'the utility registered this company; ask the utility to change it');
      refuseFaults(after, after.profile!.portalUri, change);
      await this.thirdParties.modify(after);
    }
    if (restore) await this.thirdParties.command(thirdPartyId, { type: 'restoreThirdParty' });
    return this.#view(applicationInformationId);
  }

  /** @throws ProblemError `conflict`, `not-found` */
  async withdraw(applicationInformationId: string): Promise<ThirdPartyView> {
    const { thirdPartyId } = await this.#view(applicationInformationId);
    const before = await this.thirdParties.current(thirdPartyId);
    const state = await this.thirdParties.command(thirdPartyId, { type: 'withdrawThirdParty', at: currentMoment().seconds });
    const { decision } = state;
    if (before.stage !== state.stage && decision?.cureBy !== undefined) {
      await this.mail.tell(state, { kind: 'hold', reason: decision.reason, cureBy: decision.cureBy });
    }
    return this.#view(applicationInformationId);
  }

  /** Ends the registrations whose withdrawal can no longer be taken back. @returns how many */
  async endWithdrawn(): Promise<number> {
    await this.readModels.catchUp();
    const at = currentMoment().seconds;
    const ids = await this.views.withdrawnUntil(at);
    for (const id of ids) await this.thirdParties.command(id, { type: 'endWithdrawnThirdParty', at });
    return ids.length;
  }

  async #view(applicationInformationId: string): Promise<ThirdPartyView> {
    await this.readModels.catchUp();
    const view = await this.views.findBy('applicationInformationId', applicationInformationId);
    if (!view) throw new ProblemError('not-found', 'there is no such registration');
    return view;
  }
}

type Facts = Omit<
  RegistrationForm,
  'taxpayerId' | 'userType' | 'dataSets' | 'portalUri' | 'businessContact' | 'technicalContact' | 'logoUri'
>;

/** The rules of the form, for what was stated: contacts and taxpayer id have no element here and stay. */
function refuseFaults(facts: Facts & { logoUri?: string | undefined }, portalUri: string, change: ApplicationInformationChange): void {
  const unstated = { taxpayerId: '', userType: 'thirdParty', dataSets: [], businessContact: NOBODY, technicalContact: NOBODY } as const;
  const form: RegistrationForm = { ...facts, ...unstated, portalUri, logoUri: facts.logoUri ?? '' };
  const faults = judgeRegistration(form).filter(({ field }) => Object.hasOwn(change, field));
  if (faults.length === 0) return;
  const named = faults.map(({ field, rule }) => `${field} (${rule})`).join(', ');
  throw new ProblemError('invalid-body', `the change is refused: ${named}; correct these elements`, { faults });
}

const sorted = (facts: object): [string, unknown][] =>
  Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
