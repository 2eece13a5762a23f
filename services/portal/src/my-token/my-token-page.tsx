import type { PersonalTokenView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../html/error-summary.js';
import { Moment } from '../html/moment.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly locale: string;
  readonly timeZone: string;
  readonly tokens: readonly PersonalTokenView[];
  readonly label: string;
  readonly errors: readonly FieldError[];
  /** The token of the form that is sent to a path. */
  readonly csrf: (action: string) => string;
}

/** Creates, lists and ends tokens. */
export function MyTokenPage({ messages: { myToken }, locale, timeZone, tokens, label, errors, csrf }: Props): VNode {
  const wrong = errors.length > 0;
  return (
    <>
      <h1>{myToken.title}</h1>
      <p class="lead">{myToken.lead}</p>
      <section class="card">
        <ErrorSummary heading={myToken.errorHeading} errors={errors} />
        <form method="post" action="/my-token" novalidate>
          <input type="hidden" name="_csrf" value={csrf('/my-token')} />
          <p>{myToken.consent}</p>
          <div class="field">
            <label for="label">{myToken.label}</label>
            <FieldMessage field="label" errors={errors} />
            <p class="note" id="label-hint">
              {myToken.labelHint}
            </p>
            <input
              id="label"
              name="label"
              type="text"
              maxLength={60}
              autocomplete="off"
              value={label}
              aria-describedby={wrong ? 'label-error label-hint' : 'label-hint'}
              aria-invalid={wrong ? true : undefined}
            />
          </div>
          <button type="submit">{myToken.create}</button>
        </form>
      </section>
      <section class="card">
        <h2>{myToken.list.heading}</h2>
        {tokens.length === 0 ? <p>{myToken.list.none}</p> : <TokenTable {...{ words: myToken.list, locale, timeZone, tokens, csrf }} />}
      </section>
    </>
  );
}

type TableProps = Pick<Props, 'locale' | 'timeZone' | 'tokens' | 'csrf'> & { readonly words: Messages['myToken']['list'] };

function TokenTable({ words, locale, timeZone, tokens, csrf }: TableProps): VNode {
  const moment = (text: string): VNode => <Moment at={Date.parse(text) / 1000} locale={locale} timeZone={timeZone} />;
  const { columns } = words;
  return (
    <table class="stacking">
      <thead>
        <tr>
          {Object.values(columns).map((column) => (
            <th scope="col" class="nowrap">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ tokenId, label, createdAt, expiresAt, lastUsedAt, live }) => (
          <tr>
            <td data-label={columns.label}>{label}</td>
            <td data-label={columns.created}>{moment(createdAt)}</td>
            <td data-label={columns.used}>{lastUsedAt === null ? words.never : moment(lastUsedAt)}</td>
            <td data-label={columns.ends}>{live ? moment(expiresAt) : words.ended}</td>
            <td data-label={columns.end}>
              {live && (
                <form method="post" action={`/my-token/${tokenId}/end`}>
                  <input type="hidden" name="_csrf" value={csrf(`/my-token/${tokenId}/end`)} />
                  <button type="submit" class="link-button" aria-label={words.endNamed(label)}>
                    {words.end}
                  </button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
