/** A browser without pages: keeps cookies by path, follows nothing by itself. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  async get(url: string): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
      this.#cookies.set(name, { value: pair.slice(name.length + 1), path });
    }
    return response;
  }
}
