import { testText, type TestText } from '@greenledger/contracts';
import type { Answer, TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';

/** HTTP Basic with form-encoded parts (RFC 6749 section 2.3.1). */
export function tokenRequest({ company }: TestContext, { clientSecret }: TestCredentials, form: Record<string, string>) {
  const basic = Buffer.from(`${encodeURIComponent(company.clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  return { method: 'POST', headers: { authorization: `Basic ${basic}` }, body: new URLSearchParams(form) };
}

/** A member of a JSON answer as text; empty when there is none. */
export function memberOf(body: string, member: string): string {
  try {
    const value = (JSON.parse(body) as Record<string, unknown>)[member];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

/** The error of an OAuth answer (RFC 6749 section 5.2), when there is one. */
export function oauthErrorOf({ body }: Answer): TestText[] {
  const error = memberOf(body, 'error');
  return error === '' ? [] : [testText('oauthError', error, memberOf(body, 'error_description'))];
}

/** A client access token by client_credentials; empty when it is refused. */
export async function clientAccessToken(context: TestContext, credentials: TestCredentials): Promise<string> {
  const form = { grant_type: 'client_credentials', scope: context.company.scopes[0]! };
  const answer = await context.ours(`${context.origin}/oauth/token`, tokenRequest(context, credentials, form));
  return memberOf(answer.body, 'access_token');
}
