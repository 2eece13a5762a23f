import type { ContactPerson, ReplyOf, ThirdPartyProgress } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import { Moment } from '../html/moment.js';
import type { Messages } from '../locales/index.js';
import { askedDataSets } from '../third-party/directory/directory-page.js';

interface Props {
  readonly company: ThirdPartyProgress;
  readonly contacts: ReplyOf<'authorization.get-third-party-contacts'>['contacts'];
  readonly messages: Messages;
  readonly locale: string;
}

/** Everything the company stated, for the operator to judge. Addresses are text: an operator follows them deliberately. */
export function StatedFacts({ company, contacts, messages, locale }: Props): VNode {
  const { operator: words, registration } = messages;
  const { profile } = company;
  const asked = askedDataSets(company).map((dataSet) => registration.dataSets[dataSet]);
  const pages = [company.clientUri, company.policyUri, company.tosUri, profile?.portalUri, company.logoUri].filter(
    (uri) => uri !== undefined,
  );
  const list = (uris: readonly string[]): VNode => (
    <ul>
      {uris.map((uri) => (
        <li>
          <code>{uri}</code>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <section class="card">
        <h2>{words.facts}</h2>
        <dl class="facts">
          <dt>{words.userType}</dt>
          <dd>{registration.userTypes[profile?.userType ?? 'thirdParty']}</dd>
          <dt>{words.purpose}</dt>
          <dd>{company.purpose}</dd>
          <dt>{words.dataSets}</dt>
          <dd>{messages.list(asked)}</dd>
          <dt>{words.pages}</dt>
          <dd>{list(pages)}</dd>
          <dt>{words.redirectUris}</dt>
          <dd>{list(company.redirectUris)}</dd>
          <dt>{words.notifyUri}</dt>
          <dd>
            <code>{company.notifyUri}</code>
          </dd>
          {profile && (
            <>
              <dt>{words.termsAccepted}</dt>
              <dd>
                {words.acceptedAt(profile.terms.version)}{' '}
                <Moment at={Date.parse(profile.terms.acceptedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />{' '}
                <code class="receipt">{profile.terms.digest}</code>
              </dd>
            </>
          )}
        </dl>
      </section>
      <section class="card">
        <h2>{words.contacts}</h2>
        {contacts ? (
          <dl class="facts">
            <dt>{words.taxpayerId}</dt>
            <dd>{contacts.taxpayerId.replace(/^(..)/, '$1-')}</dd>
            <dt>{words.business}</dt>
            <dd>{personText(contacts.businessContact)}</dd>
            <dt>{words.technical}</dt>
            <dd>{personText(contacts.technicalContact)}</dd>
          </dl>
        ) : (
          <p>{words.noContacts}</p>
        )}
      </section>
    </>
  );
}

const personText = ({ name, email, phone }: ContactPerson): string => [name, email, phone].join(', ');
