import type { CredentialsView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { FieldError } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Day } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly credentials: CredentialsView;
  readonly csrf: string | undefined;
  readonly words: Messages['company']['credentials'];
  readonly locale: string;
  readonly errors: readonly FieldError[];
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/** From this many days before its end a certificate is marked, as in the mails. */
const MARKED_DAYS = 60;
const DAY_MS = 86_400_000;

/** The registered TLS client certificates with their ends. */
export function CertificateSection({ credentials, csrf, words, locale, errors, now }: Props): VNode {
  const { certificates } = credentials;
  return (
    <section class="card" id="certificates">
      <h2>{words.certificatesHeading}</h2>
      <p>{words.certificatesLead}</p>
      {certificates.length > 0 && (
        <table class="stacking">
          <caption>{words.certificatesCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.subject}</th>
              <th scope="col">{words.thumbprint}</th>
              <th scope="col">{words.ends}</th>
              {csrf !== undefined && <th scope="col">{words.remove}</th>}
            </tr>
          </thead>
          <tbody>
            {certificates.map(({ certificateId, subject, thumbprint, notAfter }) => (
              <tr>
                <td data-label={words.subject}>{subject}</td>
                <td data-label={words.thumbprint}>
                  <code>{thumbprint}</code>
                </td>
                <td data-label={words.ends}>
                  <Day at={Date.parse(notAfter) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />{' '}
                  <End days={Math.ceil((Date.parse(notAfter) - now) / DAY_MS)} words={words} />
                </td>
                {csrf !== undefined && (
                  <td data-label={words.remove}>
                    <Form action="/third-party/credentials" csrf={csrf}>
                      <input type="hidden" name="kind" value="removeCertificate" />
                      <input type="hidden" name="certificateId" value={certificateId} />
                      <button type="submit" class="danger" aria-label={words.removeLabel(subject)}>
                        {words.remove}
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
          <input type="hidden" name="kind" value="addCertificate" />
          <Field id="certificate" label={words.pem} kind="lines" rows={6} errors={errors} />
          <button type="submit">{words.addCertificate}</button>
        </Form>
      )}
    </section>
  );
}

function End({ days, words }: { days: number; words: Props['words'] }): VNode | null {
  if (days > MARKED_DAYS) return null;
  return <span class="badge failed">{days <= 0 ? words.expired : words.endsSoon(days)}</span>;
}
