import type { AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly authorization: AuthorizationView;
  /** The company ended it already, and the customer makes that final. */
  readonly final: boolean;
  readonly csrf: string;
  readonly messages: Messages;
}

/** Tells what ending a permission means before it is done. */
export function RevokePage({ authorization: { authorizationId, thirdPartyName }, final, csrf, messages: { revoke } }: Props): VNode {
  const words = final ? revoke.final : revoke;
  return (
    <section class="card narrow">
      <h1>{words.title(thirdPartyName)}</h1>
      <ul>
        {words.consequences(thirdPartyName).map((consequence) => (
          <li>{consequence}</li>
        ))}
      </ul>
      <form method="post" action={`/authorizations/${authorizationId}/revoke`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <div class="actions">
          <button type="submit" class="danger">
            {words.confirm}
          </button>
          <a class="button second" href={`/authorizations/${authorizationId}`}>
            {words.cancel}
          </a>
        </div>
      </form>
    </section>
  );
}
