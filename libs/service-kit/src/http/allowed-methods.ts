import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** For handlers that take every path. */
    readonly allowedMethods: Pick<AllowedMethods, 'of'>;
  }
}

interface KnownRoute {
  readonly method: string;
  readonly path: RegExp;
}

/** Which methods a path has, learnt from the routes as they are registered (SEC-013). */
export class AllowedMethods {
  readonly #routes: KnownRoute[] = [];

  /** Learns the routes that are registered from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.decorate('allowedMethods', { of: (path) => this.of(path) });
    fastify.addHook('onRoute', ({ method, url }) => {
      // What takes every path below some point is there to refuse, or answers by itself.
      if (url.includes('*')) return;
      for (const one of [method].flat()) this.#routes.push({ method: one, path: patternOf(url) });
    });
  }

  /** Upper case, sorted; empty for a path that is none. @param path without query */
  of(path: string): string[] {
    return [...new Set(this.#routes.filter((route) => route.path.test(path)).map(({ method }) => method))].sort();
  }
}

/** A parameter stands for one segment or a part of one. */
function patternOf(url: string): RegExp {
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const segments = url.split(/:[A-Za-z_]\w*(?:\([^)]*\))?\??/).map(literal);
  return new RegExp(`^${segments.join('[^/]+')}/?$`);
}
