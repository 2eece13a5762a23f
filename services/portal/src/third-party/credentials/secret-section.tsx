import type { CredentialsView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { dayText, Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { OVERLAPS } from './parse-change.js';

interface Props {
  readonly credentials: CredentialsView;
  /** Undefined for those who may only look. */
  readonly csrf: string | undefined;
  readonly words: Messages['company']['credentials'];
  readonly locale: string;
}

/** The secrets that are good now, and a new one with a chosen overlap. */
export function SecretSection({ credentials: { secrets }, csrf, words, locale }: Props): VNode {
  const moment = (text: string): VNode => <Moment at={Date.parse(text) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />;
  return (
    <section class="card" id="secrets">
      <h2>{words.secretsHeading}</h2>
      {secrets.length === 0 ? (
        <p>{words.noSecret}</p>
      ) : (
        <table class="stacking">
          <caption>{words.secretsCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.created}</th>
              <th scope="col">{words.goodUntil}</th>
              {csrf !== undefined && <th scope="col">{words.end}</th>}
            </tr>
          </thead>
          <tbody>
            {secrets.map(({ secretId, createdAt, expiresAt }) => (
              <tr>
                <td data-label={words.created}>{moment(createdAt)}</td>
                <td data-label={words.goodUntil}>{expiresAt ? moment(expiresAt) : words.noEnd}</td>
                {csrf !== undefined && (
                  <td data-label={words.end}>
                    <Form action="/third-party/credentials" csrf={csrf}>
                      <input type="hidden" name="kind" value="endSecret" />
                      <input type="hidden" name="secretId" value={secretId} />
                      <button
                        type="submit"
                        class="danger"
                        aria-label={words.endLabel(dayText(Date.parse(createdAt) / 1000, DEFAULT_TIME_ZONE, locale))}
                      >
                        {words.end}
                      </button>
                    </Form>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {csrf !== undefined && (
        <Form action="/third-party/credentials" csrf={csrf}>
          <input type="hidden" name="kind" value="rotateSecret" />
          {secrets.length > 0 && (
            <div class="field">
              <label for="overlap">{words.overlap}</label>
              <p class="note hint" id="overlap-hint">
                {words.rotateLead}
              </p>
              <select id="overlap" name="overlap" aria-describedby="overlap-hint">
                {OVERLAPS.map((seconds) => (
                  <option value={seconds} selected={seconds === 86_400}>
                    {words.overlaps[seconds]}
                  </option>
                ))}
              </select>
            </div>
          )}
          <button type="submit">{secrets.length > 0 ? words.rotate : words.create}</button>
        </Form>
      )}
    </section>
  );
}
