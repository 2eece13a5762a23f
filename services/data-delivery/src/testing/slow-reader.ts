import { get, type IncomingMessage } from 'node:http';

/** A client that takes the beginning of a feed and then nothing until it is told: what it holds open is a response under way. */
export class SlowReader {
  private constructor(
    private readonly response: IncomingMessage,
    private readonly first: string,
  ) {}

  /** Resolves when the first bytes have come; the connection then takes no more. */
  static open(uri: string, token: string): Promise<SlowReader> {
    return new Promise((resolve, reject) => {
      get(uri, { headers: { authorization: `Bearer ${token}` }, agent: false }, (response) => {
        response.setEncoding('utf8');
        response.once('data', (first: string) => {
          response.pause();
          resolve(new SlowReader(response, first));
        });
      }).on('error', reject);
    });
  }

  get releaseId(): string {
    return String(this.response.headers['release-id']);
  }

  /** Takes the rest; the whole body. Rejects when it is cut. */
  async rest(): Promise<string> {
    let body = this.first;
    for await (const chunk of this.response) body += chunk as string;
    return body;
  }
}
