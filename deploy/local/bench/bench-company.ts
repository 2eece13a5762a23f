import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { freePort } from '@greenledger/embedded';
import { companyRegistration, redirectUri } from '../src/company/index.js';
import type { Stack } from '../src/run/stack.js';
import { textOf, Visitor } from '../src/story/visitor.js';
import { storyAccount } from '../src/town/index.js';
import { runAuthorizationProgram } from '../src/town/service-program.js';

/** What the feed opens with. The token is a secret of the throw-away stack. */
export interface BenchGrant {
  readonly accessToken: string;
  /** Path of the Batch/Subscription resource, the same at the origin and at the service itself. */
  readonly path: string;
  readonly company: BenchCompany;
}

/** A company in production, with the secret it was given. */
export interface BenchCompany {
  readonly thirdPartyId: string;
  readonly applicationInformationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Longer than 48 months, so that the grant shows all that is imported. Seconds. */
export const SCOPE = 'FB=1_3_4_5_10_13_31_37_39;IntervalDuration=900_3600_86400;BlockDuration=daily;HistoryLength=130000000';

/** Registers a company that may see four years, and puts it into production. @param port where its pages would be */
export async function registerBenchCompany(stack: Stack, scratch: string, port: number): Promise<BenchCompany> {
  const file = join(scratch, 'company.json');
  writeFileSync(file, JSON.stringify({ ...companyRegistration(port), scopes: [SCOPE] }));
  const company = JSON.parse(await runAuthorizationProgram(stack, 'register-third-party', ['--file', file])) as BenchCompany;
  await runAuthorizationProgram(stack, 'approve-third-party', ['--third-party', company.thirdPartyId, '--by', stack.operator.user]);
  return company;
}

/** Has the demo customer authorize a company of our own through the portal's pages. */
export async function authorizeBenchCompany(stack: Stack, scratch: string): Promise<BenchGrant> {
  const port = await freePort();
  const company = await registerBenchCompany(stack, scratch, port);
  const landing = createServer((_request, response) => response.end('ok')).listen(port, '127.0.0.1');
  try {
    const verifier = randomBytes(32).toString('base64url');
    const code = await consent(stack, {
      response_type: 'code',
      client_id: company.clientId,
      redirect_uri: redirectUri(port),
      scope: SCOPE,
      state: randomBytes(8).toString('hex'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const answer = await fetch(`${stack.origin}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${company.clientId}:${company.clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri(port), code_verifier: verifier }),
    });
    const tokens = (await answer.json()) as { access_token?: string; resourceURI?: string };
    if (!tokens.access_token || !tokens.resourceURI)
      throw new Error(`the token request answered ${answer.status}: ${JSON.stringify(tokens)}`);
    return { accessToken: tokens.access_token, path: new URL(tokens.resourceURI).pathname, company };
  } finally {
    landing.closeAllConnections();
    landing.close();
  }
}

/** Sign-in and consent page as the customer sees them. @returns the code. */
async function consent(stack: Stack, parameters: Record<string, string>): Promise<string> {
  const visitor = new Visitor();
  const { userName, password } = storyAccount;
  const signIn = await visitor.open(`${stack.origin}/oauth/authorize?${new URLSearchParams(parameters)}`);
  const page = await visitor.submit(signIn, /\/sign-in$/, { enter: { userName, password } });
  const back = await visitor.submit(page, /\/consent\//, { tickAll: ['usagePointIds'], press: 'approve' });
  const code = back.url.searchParams.get('code');
  if (!code) throw new Error(`the consent led to ${back.url.origin}${back.url.pathname} (${back.status}): ${textOf(back.html)}`);
  return code;
}
