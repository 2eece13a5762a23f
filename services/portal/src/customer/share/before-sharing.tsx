import type { AuthorizationView, ThirdPartyView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  /** `profile.portalUri`: where the company wants customers to begin, when it said so at its registration. */
  readonly thirdParty: ThirdPartyView & { readonly profile?: { readonly portalUri?: string } };
  /** An active permission that the customer gave this company already. */
  readonly existing: AuthorizationView | undefined;
  readonly messages: Messages;
}

/** What a customer should know before giving a permission from the account. Nothing when there is nothing to say. */
export function BeforeSharing({ thirdParty: { name, profile }, existing, messages: { share: words } }: Props): VNode | null {
  const portalUri = profile?.portalUri;
  if (!existing && !portalUri) return null;
  return (
    <div class="notice">
      {existing && (
        <p>
          {words.already(name)} <a href={`/authorizations/${existing.authorizationId}/edit`}>{words.change}</a>
        </p>
      )}
      {portalUri && (
        <p>
          {words.portalFirst(name)}{' '}
          <a href={portalUri} rel="noreferrer">
            {words.portalGo(name)}
          </a>
          <br />
          {words.portalNot}
        </p>
      )}
    </div>
  );
}
