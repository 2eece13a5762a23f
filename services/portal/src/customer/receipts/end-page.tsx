import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly code: string;
  readonly company: string;
  readonly csrf: string;
  readonly messages: Messages;
}

/** Asks back before a permission is ended from its receipt: a mail scanner follows links, but sends no form. */
export function EndPage({ code, company, csrf, messages: { receipts: words, revoke } }: Props): VNode {
  return (
    <section class="card narrow">
      <h1>{revoke.title(company)}</h1>
      <ul>
        {revoke.consequences(company).map((consequence) => (
          <li>{consequence}</li>
        ))}
      </ul>
      <form method="post" action={`/receipts/${code}/end`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <div class="actions">
          <button type="submit" class="danger">
            {words.endConfirm}
          </button>
          <a class="button second" href={`/receipts/${code}`}>
            {words.endCancel}
          </a>
        </div>
      </form>
    </section>
  );
}
