import type { KoaContextWithOIDC } from 'oidc-provider';
import { bulkIdOf, holdsPersonalData, REGISTRATION_SCOPE } from './espi-scopes.js';
import type { LiveGrants } from './live-grants.js';
import { espiBase, type OAuthSettings } from './oauth-settings.js';

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** Adds the ESPI members to a token answer: where the data, the authorization and the customer data are to be fetched. */
export function addTokenMembers(settings: OAuthSettings, grants: LiveGrants): Middleware {
  const base = espiBase(settings);
  return async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== 'token' || ctx.status !== 200) return;
    const { AccessToken, ClientCredentials, Client } = ctx.oidc.entities;
    if (AccessToken?.grantId) {
      const grant = await grants.find(AccessToken.grantId);
      if (!grant) return refuse(ctx);
      const { authorizationId, terms } = grant.authorization;
      Object.assign(ctx.body as object, {
        resourceURI: `${base}/Batch/Subscription/${authorizationId}`,
        authorizationURI: `${base}/Authorization/${authorizationId}`,
        ...(holdsPersonalData(terms.dataSets) && { customerResourceURI: `${base}/Batch/RetailCustomer/${authorizationId}` }),
      });
    } else if (ClientCredentials && Client) {
      if (ClientCredentials.scope === REGISTRATION_SCOPE) {
        const resourceURI = `${base}/ApplicationInformation/${Client.application_information_id as string}`;
        Object.assign(ctx.body as object, { resourceURI, authorizationURI: `${base}/Authorization` });
        return;
      }
      const bulkId = bulkIdOf(ClientCredentials.scope ?? '') ?? (Client.application_information_id as string);
      Object.assign(ctx.body as object, { resourceURI: `${base}/Batch/Bulk/${bulkId}`, authorizationURI: `${base}/Authorization` });
    }
  };
}

/** The authorization ended while the token was made: the token is dead, so it is not handed out. */
function refuse(ctx: KoaContextWithOIDC): void {
  ctx.status = 400;
  ctx.body = { error: 'invalid_grant', error_description: 'the authorization has ended' };
}
