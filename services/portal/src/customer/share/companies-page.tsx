import type { ThirdPartyView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import { requestedDataSets } from '../consent/requested-data-sets.js';

interface Props {
  readonly companies: readonly ThirdPartyView[];
  /** How many there are without a search. */
  readonly all: number;
  readonly search: string;
  readonly messages: Messages;
}

/** The companies that a customer may choose, with purpose and the data they ask for. */
export function CompaniesPage({ companies, all, search, messages }: Props): VNode {
  const words = messages.share;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form method="get" action="/share" class="card" role="search">
        <div class="field">
          <label for="search">{words.search}</label>
          <input type="text" id="search" name="search" value={search} autocomplete="off" />
        </div>
        <div class="actions">
          <button type="submit">{words.apply}</button>
        </div>
        <p role="status">{companies.length === 0 ? words.none : words.found(companies.length, all)}</p>
      </form>
      <ul class="grid">
        {companies.map(({ thirdPartyId, name, purpose, clientUri, scopes }) => (
          <li class="card" data-third-party-id={thirdPartyId}>
            <h2>{name}</h2>
            <p class="quiet">{new URL(clientUri).hostname}</p>
            <p>{purpose}</p>
            <p class="quiet">
              {words.asksFor}:{' '}
              {messages.list(requestedDataSets(scopes[0]!, scopes).map((dataSet) => messages.consent.dataSets[dataSet].title))}
            </p>
            <p>
              <a href={`/share/${thirdPartyId}`}>{words.choose(name)}</a>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
