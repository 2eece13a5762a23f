import Fastify from 'fastify';
import { parseBatchList } from './batch-list.js';
import { CompanyClient, type Grant } from './company-client.js';
import type { CompanyCredentials } from './company-credentials.js';
import { errorPage, feedPage, homePage, textPage } from './company-pages.js';
import { companyUrl } from './registration.js';

export interface CompanyOptions {
  /** Origin of the utility. */
  readonly origin: string;
  readonly client: CompanyCredentials;
  /** Default: the registered port. Another one can be notified of nothing. */
  readonly port?: number;
  /** Default: the global one; the story adds retries. */
  readonly fetch?: typeof fetch;
}

export interface ReceivedNotification {
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
  readonly resources: readonly string[];
}

/** The company's software while it runs. */
export interface Company {
  readonly url: string;
  /** Page that sends the browser to the utility. */
  readonly connectUrl: string;
  readonly client: CompanyClient;
  /** BatchLists that came to the notify URI, oldest first. */
  readonly notifications: readonly ReceivedNotification[];
  /** The newest grant; `undefined` before a customer connected. */
  readonly grant: Grant | undefined;
  stop(): Promise<void>;
}

/** Starts the demo company: a web page, its redirect URI and its notify URI, on loopback. One customer at a time. */
export async function startCompany({ origin, client: credentials, port = credentials.port, fetch }: CompanyOptions): Promise<Company> {
  const client = await CompanyClient.discover(origin, credentials, fetch);
  const notifications: ReceivedNotification[] = [];
  let grant: Grant | undefined;
  const app = Fastify({ logger: false, bodyLimit: 1 << 20, forceCloseConnections: true });
  app.addContentTypeParser(['application/xml', 'text/xml'], { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    void reply
      .code(error.statusCode ?? 502)
      .type('text/html')
      .send(errorPage(whatWentWrong(error)));
  });

  app.get('/', (_request, reply) => reply.type('text/html').send(homePage(grant, notifications)));
  app.get('/connect', async (_request, reply) => reply.redirect((await client.startFlow()).href, 303));
  app.get('/callback', async (request, reply) => {
    grant = await client.finishFlow(new URL(request.url, companyUrl(credentials.port)));
    return reply.redirect('/', 303);
  });
  app.get('/feed', async (_request, reply) => {
    if (!grant) return reply.redirect('/', 303);
    return reply.type('text/html').send(feedPage(await client.fetchFeed(grant)));
  });
  app.post('/notify', async (request, reply) => {
    let resources: string[];
    try {
      resources = parseBatchList(String(request.body ?? ''));
    } catch (error) {
      return reply
        .code(400)
        .type('text/plain')
        .send((error as Error).message);
    }
    notifications.push({ receivedAt: new Date().toISOString(), resources });
    return reply.code(200).send();
  });
  app.get('/privacy', (_request, reply) =>
    reply.type('text/html').send(textPage('This company is invented. It forgets everything when it stops.')),
  );
  app.get('/terms', (_request, reply) =>
    reply.type('text/html').send(textPage('This company is invented. Its advice is worth what it costs.')),
  );

  await app.listen({ host: '127.0.0.1', port });
  const url = companyUrl(port);
  return {
    url,
    connectUrl: `${url}/connect`,
    client,
    notifications,
    get grant() {
      return grant;
    },
    stop: () => app.close(),
  };
}

/** The OAuth library keeps the utility's own words beside its message: an error code such as `access_denied` or `invalid_grant`. */
function whatWentWrong({ message, error, error_description: description }: Error & { error?: string; error_description?: string }): string {
  if (error === 'access_denied') return 'You did not agree, so we have no data of yours (access_denied).';
  return error === undefined ? message : `The utility refused: ${description ?? message} (${error}).`;
}
