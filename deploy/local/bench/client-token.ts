import { SCOPE, type BenchCompany } from './bench-company.js';

/** The client_access_token of a company. */
export async function clientToken(origin: string, { clientId, clientSecret }: BenchCompany): Promise<string> {
  const answer = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`the token request answered ${answer.status}`);
  return token;
}
