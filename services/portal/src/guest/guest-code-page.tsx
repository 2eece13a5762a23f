import type { VNode } from 'preact';
import { ErrorSummary } from '../html/error-summary.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  readonly returnTo: string;
  readonly error?: string;
}

/** Asks for the code that may have been mailed; the page is the same whether it was or not. */
export function GuestCodePage({ messages: { guest }, csrf, returnTo, error }: Props): VNode {
  const { code } = guest;
  const invalid = error ? { 'aria-invalid': true, 'aria-describedby': 'error-summary-heading' } : {};
  return (
    <section class="card narrow">
      <h1>{code.title}</h1>
      <p>{code.lead}</p>
      <ErrorSummary heading={code.errorHeading} errors={error ? [{ field: 'code', message: error }] : []} />
      <form method="post" action="/guest/code">
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <div class="field">
          <label for="code">{code.label}</label>
          <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required {...invalid} />
        </div>
        <button type="submit">{code.submit}</button>
      </form>
      <p>
        <a href={`/guest?returnTo=${encodeURIComponent(returnTo)}`}>{code.again}</a>
      </p>
    </section>
  );
}
