import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom the provider knows, by subject, with what it says of each. */
export type PeopleElsewhere = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An OpenID Connect provider of somebody else, with a client for the portal. Its sign-in page answers by itself as `next` says. */
export class ProviderElsewhere {
  /** Who signs in next; undefined declines. */
  next: string | undefined;
  #server: Server | undefined;

  constructor(private readonly people: PeopleElsewhere) {
    [this.next] = Object.keys(people);
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  /** @param endsSessions whether it has an end session endpoint */
  async start(redirectUri: string, { endsSessions = true } = {}): Promise<void> {
    this.#server = createServer();
    await new Promise<void>((resolve) => this.#server!.listen(0, '127.0.0.1', resolve));
    // Loaded when it is wanted: most tests of this library have no use for it.
    const { default: Provider } = await import('oidc-provider');
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: 'portal',
          client_secret: 'portal-secret',
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [new URL('/', redirectUri).href],
        },
      ],
      claims: { openid: ['sub'], profile: ['name', 'customer_number'] },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: endsSessions } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...this.people[accountId] }) }),
      loadExistingGrant: async (context) => {
        const { provider: own, entities } = context.oidc;
        const grant = new own.Grant({ clientId: entities.Client!.clientId, accountId: entities.Session!.accountId });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
      cookies: { keys: ['elsewhere'] },
    });
    const answer = provider.callback();
    this.#server.on('request', (request, response) => {
      if (!request.url!.startsWith('/interaction/')) return void answer(request, response);
      const result = this.next === undefined ? { error: 'access_denied' } : { login: { accountId: this.next } };
      void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
  }

  /** What a browser does between leaving the portal and coming back. @returns the URL that leads back */
  async visit(location: string): Promise<string> {
    const cookies = new Map<string, string>();
    for (let url = location, hops = 0; hops < 10; hops++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        cookies.set(name!, value!);
      }
      const next = response.headers.get('location');
      if (!next) throw new Error(`the provider led nowhere: ${response.status} ${await response.text()}`);
      url = new URL(next, url).href;
      if (!url.startsWith(this.issuer)) return url;
    }
    throw new Error('the provider redirects for ever');
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)));
  }
}
