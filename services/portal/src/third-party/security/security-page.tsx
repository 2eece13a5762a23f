import type { VNode } from 'preact';
import { ErrorSummary } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';

interface Props {
  readonly on: boolean;
  /** A key that was made and not confirmed yet. */
  readonly offer: { readonly secret: string; readonly uri: string } | undefined;
  readonly error: string | undefined;
  readonly csrf: { readonly offer: string; readonly switch: string };
  readonly messages: Messages;
}

/** The second step: off, being set up (key and first code), or on. */
export function SecurityPage({ on, offer, error, csrf, messages }: Props): VNode {
  const { security: words } = messages.company;
  const errors = error ? [{ field: 'code', message: error }] : [];
  const code = (button: string, kind: string): VNode => (
    <Form action="/third-party/security/switch" csrf={csrf.switch}>
      <Field id="code" label={words.code} errors={errors} inputMode="numeric" autocomplete="one-time-code" />
      <button type="submit" class={kind}>
        {button}
      </button>
    </Form>
  );
  return (
    <CompanyFrame messages={messages} current="security" heading={words.title}>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <section class="card reading">
        <p>{words.lead}</p>
        <p class="notice">{on ? words.on : words.off}</p>
        {on && code(words.switchOff, 'danger')}
        {!on && !offer && (
          <Form action="/third-party/security/offer" csrf={csrf.offer}>
            <button type="submit">{words.setUp}</button>
          </Form>
        )}
        {offer && (
          <>
            <h2>{words.key}</h2>
            <p>{words.keyLead}</p>
            <code class="shown-once">{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            <p>
              <a href={offer.uri}>{words.open}</a>
            </p>
            {code(words.confirm, '')}
          </>
        )}
      </section>
    </CompanyFrame>
  );
}
