/** A customer's browser without a browser: keeps cookies, finds form tokens, follows nothing by itself. */
export class BrowserlessSession {
  readonly #cookies = new Map<string, string>();

  /** What the browser says of its languages; says nothing unless set. */
  acceptLanguage: string | undefined;

  constructor(private readonly origin: string) {}

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get #headers(): Record<string, string> {
    return { cookie: this.cookie, ...(this.acceptLanguage && { 'accept-language': this.acceptLanguage }) };
  }

  /** For tests that play with a stolen or stale cookie. */
  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async get(path: string): Promise<Response> {
    return this.#keep(await fetch(this.origin + path, { redirect: 'manual', headers: this.#headers }));
  }

  /** Posts with the token of the form on `formPage` that leads to `path`. */
  async submit(formPage: string, path: string, fields: Record<string, string | string[]>): Promise<Response> {
    return this.post(path, { _csrf: tokenFor(await (await this.get(formPage)).text(), path), ...fields });
  }

  async post(path: string, fields: Record<string, string | string[]>): Promise<Response> {
    const body = new URLSearchParams(Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])));
    return this.#keep(await fetch(this.origin + path, { method: 'POST', redirect: 'manual', headers: this.#headers, body }));
  }

  async signIn(userName = 'ana', password = 'sunshine'): Promise<Response> {
    return this.submit('/sign-in', '/sign-in', { userName, password, returnTo: '/authorizations' });
  }

  #keep(response: Response): Response {
    for (const header of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!;
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(header)) this.#cookies.delete(name!);
      else this.#cookies.set(name!, value!);
    }
    return response;
  }
}

/** The hidden token of the form that is sent to `path`. */
export function tokenFor(html: string, path: string): string {
  const form = html.split('<form').find((part) => part.includes(`action="${path}"`));
  return /name="_csrf" value="([^"]+)"/.exec(form ?? '')?.[1] ?? '';
}
/** A hidden field of the page. */
export const hiddenField = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
