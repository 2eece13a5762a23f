import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly allow: string | undefined;
  readonly body: string;
}

/** A request by any method; `fetch` refuses TRACE. */
export function sendAnyMethod(method: string, url: string | URL, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, allow: response.headers.allow, body }));
    });
    outgoing.on('error', reject).end();
  });
}
