import type { CredentialsView, IssuedOnce } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import { Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';
import { CertificateSection } from './certificate-section.js';
import { CertificateSignIn } from './certificate-sign-in.js';
import { KeySection } from './key-section.js';
import { SecretSection } from './secret-section.js';

interface Props {
  readonly credentials: CredentialsView;
  /** Undefined for those who may only look. */
  readonly csrf: string | undefined;
  readonly errors: readonly FieldError[];
  readonly done: boolean;
  readonly now: number;
  readonly messages: Messages;
  readonly locale: string;
}

/** Everything by which the company's software proves who it is. */
export function CredentialsPage({ credentials, csrf, errors, done, now, messages, locale }: Props): VNode {
  const { credentials: words, clientId } = messages.company;
  return (
    <CompanyFrame messages={messages} current="credentials" heading={words.title}>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      {done && (
        <p class="notice" role="status">
          {words.done}
        </p>
      )}
      {csrf === undefined && <p class="notice">{words.readOnly}</p>}
      <section class="card">
        <dl class="facts">
          <dt>{clientId}</dt>
          <dd>
            <code>{credentials.clientId}</code>
          </dd>
          <dt>{words.methodHeading}</dt>
          <dd>{words.method[credentials.authMethod]}</dd>
          {credentials.tlsSubject && (
            <>
              <dt>{words.tlsSubject}</dt>
              <dd>{words.nameOf(words.names[credentials.tlsSubject.field], credentials.tlsSubject.value)}</dd>
            </>
          )}
        </dl>
      </section>
      <SecretSection credentials={credentials} csrf={csrf} words={words} locale={locale} />
      <KeySection credentials={credentials} csrf={csrf} words={words} errors={errors} />
      <CertificateSection credentials={credentials} csrf={csrf} words={words} locale={locale} errors={errors} now={now} />
      {csrf !== undefined && <CertificateSignIn credentials={credentials} csrf={csrf} words={words} errors={errors} />}
      <section class="card" id="registration-token">
        <h2>{words.tokenHeading}</h2>
        <p>{words.tokenLead}</p>
        {csrf !== undefined && (
          <Form action="/third-party/credentials" csrf={csrf}>
            <input type="hidden" name="kind" value="rotateRegistrationToken" />
            <button type="submit" class="second">
              {words.rotateToken}
            </button>
          </Form>
        )}
      </section>
    </CompanyFrame>
  );
}

/** What was made, this one time: in the answer to the form itself, never behind an address. */
export function ShownOncePage({ issued, clientId, messages }: { issued: IssuedOnce; clientId: string; messages: Messages }): VNode {
  const { company } = messages;
  const { credentials: words } = company;
  const shown: [string, string | undefined][] = [
    [words.clientSecret, issued.clientSecret],
    [words.registrationAccessToken, issued.registrationAccessToken],
  ];
  return (
    <CompanyFrame messages={messages} current="credentials" heading={words.once}>
      <section class="card">
        <p class="notice warning">{words.onceText}</p>
        <h2>{company.clientId}</h2>
        <code class="shown-once">{clientId}</code>
        {shown.map(([name, value]) =>
          value === undefined ? null : (
            <>
              <h2>{name}</h2>
              <code class="shown-once">{value}</code>
            </>
          ),
        )}
        <a class="button" href="/third-party/company">
          {words.copied}
        </a>
      </section>
    </CompanyFrame>
  );
}
