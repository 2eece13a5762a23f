import { DATA_SETS, type ThirdPartyView } from '@greenledger/contracts';
import { dataSetsAskedFor, parseScope } from '@greenledger/espi';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Day } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly companies: readonly ThirdPartyView[];
  readonly messages: Messages;
  readonly locale: string;
}

/** Who may ask customers for data, what for, and which data. */
export function DirectoryPage({ companies, messages, locale }: Props): VNode {
  const { directory: words } = messages.company;
  const { dataSets } = messages.registration;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {companies.length === 0 && <p class="card">{words.none}</p>}
      <ul class="grid">
        {companies.map((company) => (
          <li class="card">
            <div class="card-head">
              <h2>{company.name}</h2>
              {company.status === 'onHold' && <span class="badge failed">{words.onHold}</span>}
            </div>
            <dl class="facts">
              <dt>{words.purpose}</dt>
              <dd>{company.purpose}</dd>
              <dt>{words.asks}</dt>
              <dd>{messages.list(askedDataSets(company).map((dataSet) => dataSets[dataSet]))}</dd>
              <dt>{words.since}</dt>
              <dd>
                <Day at={Date.parse(company.registeredAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
              </dd>
            </dl>
            <ul>
              <CompanyLink href={company.clientUri} label={words.site} about={words.elsewhere(company.name)} />
              <CompanyLink href={company.policyUri} label={words.policy} about={words.elsewhere(company.name)} />
              <CompanyLink href={company.tosUri} label={words.terms} about={words.elsewhere(company.name)} />
            </ul>
          </li>
        ))}
      </ul>
      <p>
        <a href="/third-party">{messages.company.welcome.register}</a>
      </p>
      <p>
        <a href="/directory.json">{words.json}</a>
      </p>
    </>
  );
}

/** Links leave for a site that is not ours, and tell it nothing of where they came from. */
function CompanyLink({ href, label, about }: { href: string; label: string; about: string }): VNode {
  return (
    <li>
      <a href={href} rel="noreferrer external" aria-label={`${label} ${about}`}>
        {label}
      </a>
    </li>
  );
}

/** What the company said it wants; for one that the utility registered, what its scopes ask for. */
export function askedDataSets({ profile, scopes }: ThirdPartyView): (typeof DATA_SETS)[number][] {
  const asked = profile?.dataSets ?? scopes.flatMap((scope) => dataSetsAskedFor(parseScope(scope)));
  return DATA_SETS.filter((dataSet) => asked.includes(dataSet));
}
