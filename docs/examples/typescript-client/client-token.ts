/** What the token endpoint answers a company that asks for itself. */
export interface ClientToken {
  readonly access_token: string;
  /** `…/Batch/Bulk/{id}`: everything that customers share with the company. */
  readonly resourceURI: string;
}

/**
 * The client_access_token: OAuth 2.0 client credentials at the endpoint that the metadata of the server names (RFC 8414).
 * @param origin of the utility
 * @param scope as it was registered
 */
export async function clientToken(origin: string, clientId: string, clientSecret: string, scope: string): Promise<ClientToken> {
  const metadata = (await (await fetch(`${origin}/.well-known/oauth-authorization-server/oauth`)).json()) as { token_endpoint: string };
  const answer = await fetch(metadata.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ClientToken;
}
