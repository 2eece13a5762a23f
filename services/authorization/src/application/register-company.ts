import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { judgeRegistration, ProblemError } from '@greenledger/contracts';
import type { RegistrationForm, ThirdPartyRegistered } from '@greenledger/contracts';
import { newClientId, scopeOfDataSets } from '../domain/third-party/index.js';
import { Clients } from '../oauth/clients.js';
import { currentMoment } from './moment.js';
import { ThirdParties } from './third-parties.js';
import { ThirdPartyContacts } from './third-party-contacts.js';

type Facts = ThirdPartyRegistered['data'];
type StatedFacts = Omit<Facts, 'thirdPartyId' | 'applicationInformationId' | 'clientId' | 'softwareId' | 'softwareVersion'>;

/** A company registers itself, by the page or by RFC 7591. */
@Injectable()
export class RegisterCompany {
  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ThirdPartyContacts) private readonly contacts: ThirdPartyContacts,
    @Inject(Clients) private readonly clients: Clients,
  ) {}

  /**
   * Registers under an id that the caller chose; the same id again changes nothing.
   * @returns the id of its OAuth client, which has no credentials yet
   * @throws ProblemError `invalid-body` with every broken rule in `faults`
   */
  async register(thirdPartyId: string, form: RegistrationForm, terms: { version: string; digest: string }): Promise<{ clientId: string }> {
    const known = await this.thirdParties.current(thirdPartyId).catch(() => undefined);
    if (known) return { clientId: known.facts.clientId };
    refuseFaults(form);
    await this.contacts.state(thirdPartyId, form);
    const facts = await this.registered({
      thirdPartyId,
      applicationInformationId: randomUUID(),
      clientId: newClientId(randomUUID()),
      softwareId: thirdPartyId,
      softwareVersion: '1',
      ...statedFacts(form, { ...terms, acceptedAt: currentMoment().text }),
    });
    await this.clients.open(facts.clientId, thirdPartyId);
    return { clientId: facts.clientId };
  }

  /** The facts as recorded: when the form was sent twice at once, those of the first. */
  private async registered(facts: Facts): Promise<Facts> {
    try {
      return (await this.thirdParties.register(facts)).facts;
    } catch (error) {
      const known = await this.thirdParties.current(facts.thirdPartyId).catch(() => undefined);
      if (known) return known.facts;
      throw error;
    }
  }

  /** The company changes what it stated. @returns the stage after it @throws ProblemError as `register`, or `conflict` */
  async modify(thirdPartyId: string, form: RegistrationForm): Promise<string> {
    const { facts } = await this.thirdParties.current(thirdPartyId);
    if (!facts.profile) throw new ProblemError('conflict', 'the utility registered this company; ask the utility to change it');
    refuseFaults(form);
    // The event first: when a rule refuses it, the contacts stay too.
    const stage = await this.thirdParties.modify({ ...facts, logoUri: undefined, ...statedFacts(form, facts.profile.terms) });
    await this.contacts.state(thirdPartyId, form);
    return stage;
  }
}

function refuseFaults(form: RegistrationForm): void {
  const faults = judgeRegistration(form);
  if (faults.length === 0) return;
  const named = faults.map(({ field, rule }) => `${field} (${rule})`).join(', ');
  throw new ProblemError('invalid-body', `the registration is refused: ${named}; correct these fields`, { faults });
}

function statedFacts(form: RegistrationForm, terms: NonNullable<Facts['profile']>['terms']): StatedFacts {
  const { name, purpose, dataSets, clientUri, policyUri, tosUri, logoUri, portalUri, redirectUris, notifyUri, userType } = form;
  return {
    name: name.trim(),
    purpose: purpose.trim(),
    clientUri,
    policyUri,
    tosUri,
    ...(logoUri !== '' && { logoUri }),
    redirectUris,
    notifyUri,
    scopes: [scopeOfDataSets(dataSets)],
    profile: { userType, dataSets, portalUri, terms },
  };
}
