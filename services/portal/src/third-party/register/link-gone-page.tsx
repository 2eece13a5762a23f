import { Page } from '../../html/page.js';
import type { Messages } from '../../locales/index.js';

/** The same for a link that never was, was used, or is too old. */
export function LinkGonePage({ company: { confirm, signIn, welcome } }: Messages): Page {
  const body = (
    <section class="card narrow">
      <h1>{confirm.gone}</h1>
      <p>{confirm.goneText}</p>
      <div class="actions">
        <a class="button" href="/third-party/sign-in">
          {signIn.submit}
        </a>
        <a class="button second" href="/third-party/register">
          {welcome.register}
        </a>
      </div>
    </section>
  );
  return new Page({ title: confirm.gone, body, status: 410 });
}
