import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import type { EnteredRegistration } from './parse-registration.js';
import { RegistrationFields } from './registration-fields.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  /** Makes the registration's id, together with the session: a form sent twice registers once. */
  readonly nonce: string;
  readonly entered: EnteredRegistration;
  readonly errors: readonly FieldError[];
}

/** What is needed comes first, then one form; all errors at the top and each beside its field. */
export function RegistrationPage({ messages, csrf, nonce, entered, errors }: Props): VNode {
  const { registration: words, thirdPartyTerms } = messages;
  const { account, form, termsAccepted } = entered;
  const field = (id: string, value: string, more: Partial<Parameters<typeof Field>[0]> = {}): VNode => (
    <Field id={id} label={words.labels[id]!} hint={words.hints[id]} value={value} errors={errors} {...more} />
  );
  return (
    <div class="reading">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <section class="card">
        <h2>{words.requirementsHeading}</h2>
        <ul>
          {words.requirements.map((requirement) => (
            <li>{requirement}</li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{words.formHeading}</h2>
        <Form action="/third-party/register" csrf={csrf}>
          <input type="hidden" name="nonce" value={nonce} />
          <RegistrationFields form={form} errors={errors} words={words} />
          <fieldset class="section">
            <legend>{words.account}</legend>
            <p>{words.accountLead}</p>
            {field('account.name', account.name, { autocomplete: 'name' })}
            {field('account.email', account.email, { autocomplete: 'username', inputMode: 'email' })}
            {field('account.password', '', { kind: 'password', autocomplete: 'new-password' })}
          </fieldset>
          <fieldset class="section">
            <legend>{words.termsHeading}</legend>
            <p class="note">{words.termsVersion(thirdPartyTerms.version)}</p>
            <ol class="terms">
              {thirdPartyTerms.paragraphs.map((paragraph) => (
                <li>{paragraph}</li>
              ))}
            </ol>
            <FieldMessage field="terms" errors={errors} />
            <label class="choice">
              <input
                type="checkbox"
                id="terms"
                name="terms"
                value="accepted"
                checked={termsAccepted}
                aria-describedby={errors.some((error) => error.field === 'terms') ? 'terms-error' : undefined}
              />
              <span>{words.labels['terms']}</span>
            </label>
          </fieldset>
          <button type="submit">{words.submit}</button>
        </Form>
      </section>
    </div>
  );
}
