import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly code: string;
  readonly company: string;
  /** The company ended it already, and this makes it final. */
  readonly final: boolean;
  readonly csrf: string;
  readonly messages: Messages;
}

/** Asks back before a permission is ended from its receipt: a mail scanner follows links, but sends no form. */
export function EndPage({ code, company, final, csrf, messages }: Props): VNode {
  const words = final
    ? messages.revoke.final
    : { ...messages.revoke, confirm: messages.receipts.endConfirm, cancel: messages.receipts.endCancel };
  return (
    <section class="card narrow">
      <h1>{words.title(company)}</h1>
      <ul>
        {words.consequences(company).map((consequence) => (
          <li>{consequence}</li>
        ))}
      </ul>
      <form method="post" action={`/receipts/${code}/end`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <div class="actions">
          <button type="submit" class="danger">
            {words.confirm}
          </button>
          <a class="button second" href={`/receipts/${code}`}>
            {words.cancel}
          </a>
        </div>
      </form>
    </section>
  );
}
