interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

/** Keeps cookies as a browser does, as far as this needs it: by host, path and name, until they are taken back. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** Takes the Set-Cookie lines of an answer. */
  keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const attribute = (wanted: string): string | undefined =>
        attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), host: url.hostname, path: attribute('path') ?? '/' };
      const key = `${cookie.host}${cookie.path} ${cookie.name}`;
      const expires = attribute('expires');
      const over = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
      if (over) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }

  /** The Cookie line of a request; longer paths first (RFC 6265 section 5.4). */
  header(url: URL): string {
    const fits = ({ host, path }: Cookie): boolean =>
      host === url.hostname && (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
    return [...this.#cookies.values()]
      .filter(fits)
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}
