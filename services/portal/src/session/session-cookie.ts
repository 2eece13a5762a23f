import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie that holds the session id. Over https its name carries `__Host-`: no other host can set it. */
export class SessionCookie {
  readonly #secure: boolean;
  readonly #name: string;

  constructor(publicOrigin: string) {
    this.#secure = publicOrigin.startsWith('https:');
    this.#name = this.#secure ? '__Host-gl_session' : 'gl_session';
  }

  read(request: FastifyRequest): string | undefined {
    const value = request.cookies[this.#name];
    return value && /^[\w-]{43}$/.test(value) ? value : undefined;
  }

  write(reply: FastifyReply, sessionId: string): void {
    reply.setCookie(this.#name, sessionId, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.#name, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure });
  }
}
