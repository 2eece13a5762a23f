import type { VNode } from 'preact';
import { ErrorSummary } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  readonly returnTo: string;
  readonly email: string;
  readonly error: string | undefined;
}

export function CompanySignInPage({ messages: { company }, csrf, returnTo, email, error }: Props): VNode {
  const { signIn: words, welcome } = company;
  const errors = error ? [{ field: 'email', message: error }] : [];
  return (
    <section class="card narrow">
      <h1>{words.title}</h1>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <Form action="/third-party/sign-in" csrf={csrf}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <Field id="email" label={words.email} value={email} errors={errors} autocomplete="username" inputMode="email" />
        <Field id="password" label={words.password} kind="password" autocomplete="current-password" />
        <button type="submit">{words.submit}</button>
      </Form>
      <p>
        <a href="/third-party/register">{welcome.register}</a>
      </p>
      <p>
        {words.customers} <a href="/sign-in">{words.customersLink}</a>
      </p>
    </section>
  );
}

/** The second step, for accounts that have switched it on. */
export function CodePage({ messages: { company }, csrf, returnTo, error }: Omit<Props, 'email'>): VNode {
  const words = company.signIn;
  const errors = error ? [{ field: 'code', message: error }] : [];
  return (
    <section class="card narrow">
      <h1>{words.codeTitle}</h1>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <p>{words.codeLead}</p>
      <Form action="/third-party/sign-in/code" csrf={csrf}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <Field id="code" label={words.code} errors={errors} autocomplete="one-time-code" inputMode="numeric" />
        <button type="submit">{words.submit}</button>
      </Form>
    </section>
  );
}
