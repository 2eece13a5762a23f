import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** For handlers that take every path. */
    readonly allowedMethods: Pick<AllowedMethods, 'insteadOf'>;
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
    fastify.decorate('allowedMethods', { insteadOf: (method, path) => this.insteadOf(method, path) });
    fastify.addHook('onRoute', ({ method, url }) => {
      // What takes every path below some point is there to refuse, or answers by itself.
      if (url.includes('*')) return;
      for (const one of [method].flat()) this.#routes.push({ method: one, path: patternOf(url) });
    });
  }

  /**
   * The methods of a path that lacks this one. Empty for a path that is none, and for one that has the method: what no handler took
   * all the same, as with a parameter that is too long, is no resource.
   */
  insteadOf(method: string, path: string): string[] {
    const methods = this.of(path);
    return methods.includes(method) ? [] : methods;
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
