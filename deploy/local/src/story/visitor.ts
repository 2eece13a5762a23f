import { CookieJar } from './cookie-jar.js';
import { type Filling, formsOf, submission } from './html-forms.js';
import { patientFetch } from './patient-fetch.js';

export interface VisitedPage {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

const MOST_REDIRECTS = 15;

/** A customer with a browser that has no screen: keeps cookies, follows redirects, fills in the forms that the pages bring. */
export class Visitor {
  readonly #jar = new CookieJar();

  open(url: string | URL): Promise<VisitedPage> {
    return this.#follow(new URL(url), { method: 'GET' });
  }

  /** Sends the form of the page that leads to a path ending in `action`. @throws Error when the page has none. */
  async submit(page: VisitedPage, action: RegExp, filling: Filling = {}): Promise<VisitedPage> {
    const form = formsOf(page.html).find((candidate) => action.test(new URL(candidate.action, page.url).pathname));
    if (!form) throw new Error(`The page ${page.url.pathname} (${page.status}) has no form for ${action}: ${textOf(page.html)}`);
    const body = submission(form, filling);
    const target = new URL(form.action, page.url);
    if (form.method === 'get') return this.#follow(new URL(`?${body}`, target), { method: 'GET' });
    return this.#follow(target, { method: 'POST', body, referer: page.url });
  }

  async #follow(start: URL, first: { method: string; body?: URLSearchParams; referer?: URL }): Promise<VisitedPage> {
    let [url, request] = [start, first];
    for (let i = 0; i <= MOST_REDIRECTS; i++) {
      const headers: Record<string, string> = { accept: 'text/html', 'accept-language': 'en', cookie: this.#jar.header(url) };
      if (request.referer) Object.assign(headers, { origin: request.referer.origin, referer: request.referer.href });
      const answer = await patientFetch(url, { method: request.method, body: request.body, headers, redirect: 'manual' });
      this.#jar.keep(url, answer.headers.getSetCookie());
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || !location) return { url, status: answer.status, html: await answer.text() };
      await answer.body?.cancel();
      url = new URL(location, url);
      request = { method: 'GET' };
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${start.pathname}.`);
  }
}

/** The words of a page, for error messages. */
export function textOf(html: string): string {
  const text = html.replace(/<(style|script|title)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
