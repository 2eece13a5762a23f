import type { VNode } from 'preact';
import { submitScript } from '../html/scripts.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly endSessionEndpoint: string;
  /** Hidden fields of the form that signs out at the provider. */
  readonly fields: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly messages: Messages;
}

/** Signed out here, and one step from being signed out at the provider; a script of ours takes it. */
export function SignedOutPage({ endSessionEndpoint, fields, provider, messages: { signIn } }: Props): VNode {
  const words = signIn.signedOut;
  return (
    <section class="card narrow">
      <h1>{words.title}</h1>
      <p>{words.lead(provider)}</p>
      <form method="get" action={endSessionEndpoint} data-submit-now>
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <button type="submit">{words.goOn(provider)}</button>
          <a class="button second" href="/">
            {words.stay}
          </a>
        </div>
      </form>
      <script src={submitScript.path} defer />
    </section>
  );
}
