import type { PaperView, ThirdPartyView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Moment } from '../html/moment.js';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import { TableHead } from '../html/table-head.js';
import type { Messages } from '../locales/index.js';

interface ListProps {
  readonly messages: Messages;
  readonly locale: string;
  readonly papers: readonly PaperView[];
}

/** All paper forms, the waiting ones first. */
export function PaperListPage({ messages: { paper }, locale, papers }: ListProps): VNode {
  return (
    <>
      <h1>{paper.title}</h1>
      <p>{paper.lead}</p>
      <p>
        <a class="button" href="/operator/paper/new">
          {paper.enter}
        </a>
      </p>
      {papers.length === 0 ? (
        <p>{paper.none}</p>
      ) : (
        <div class="table">
          <table class="stacking">
            <TableHead columns={paper.columns} />
            <tbody>
              {papers.map(({ paperId, thirdPartyName, enteredAt, state }) => (
                <tr>
                  <th scope="row">{thirdPartyName}</th>
                  <td>
                    <Moment at={Date.parse(enteredAt) / 1000} locale={locale} timeZone={DEFAULT_TIME_ZONE} />
                  </td>
                  <td>{paper.state[state]}</td>
                  <td>
                    <a href={`/operator/paper/${paperId}`} aria-label={`${paper.open}: ${thirdPartyName}`}>
                      {paper.open}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

interface FindProps {
  readonly messages: Messages;
  readonly companies: readonly ThirdPartyView[];
}

/** First step: whose form it is, and for which company. */
export function PaperFindPage({ messages: { paper }, companies }: FindProps): VNode {
  return (
    <section class="card narrow">
      <h1>{paper.find.title}</h1>
      <form method="get" action="/operator/paper/new">
        <div class="field">
          <label for="customerNumber">{paper.find.customerNumber}</label>
          <input id="customerNumber" name="customerNumber" type="text" autocomplete="off" required />
        </div>
        <div class="field">
          <label for="thirdPartyId">{paper.find.company}</label>
          <select id="thirdPartyId" name="thirdPartyId" required>
            {companies.map(({ thirdPartyId, name }) => (
              <option value={thirdPartyId}>{name}</option>
            ))}
          </select>
        </div>
        <button type="submit">{paper.find.submit}</button>
      </form>
    </section>
  );
}
