import type { IncomingMessage } from 'node:http';

/**
 * Takes a slash off the end of the path before the request is routed: clients append one to URIs that they were given.
 * Runs ahead of the framework's own listener.
 */
export function dropTrailingSlash(request: IncomingMessage): void {
  request.url = request.url?.replace(/^([^?]*[^?/])\/+(?=\?|$)/, '$1');
}
