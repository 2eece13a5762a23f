import { createHash } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ProblemError, type ResolvedToken } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { TrustedProxies, type CertificateSource } from '@greenledger/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { renderTurns } from '../feed/render-turns.js';
import { RESOURCE_PATH } from '../resources/resource-uris.js';
import { bearerToken } from './bearer-token.js';
import { routeOf, TOKEN_NAMES, type EspiRoute } from './espi-routes.js';
import { RateLimits } from './rate-limits.js';
import type { ActiveToken } from './resolved-access.js';
import { tokenProof } from './token-proof.js';
import { TokenResolution } from './token-resolution.js';

const tokens = new WeakMap<FastifyRequest, ActiveToken>();

/** The token that the guard let in. */
export function tokenOf(request: FastifyRequest): ActiveToken {
  const token = tokens.get(request);
  if (!token) throw new Error('the bearer guard has not run on this route');
  return token;
}

/** The token of a request that may have been refused since; undefined when none was known to be valid. */
export const knownTokenOf = (request: FastifyRequest): ActiveToken | undefined => tokens.get(request);

/** The path below the resource base, without query. */
export const resourcePath = (request: FastifyRequest): string => request.url.split('?', 1)[0]!.slice(RESOURCE_PATH.length + 2);

/** What a resource asks of a token. */
export interface AdmissionRule extends Pick<EspiRoute, 'path' | 'kind' | 'whenMissing'> {
  /** A second kind of token that opens the resource. */
  readonly orKind?: EspiRoute['kind'];
}

/**
 * Lets a request in when its bearer token is valid and of the kind that the table of routes asks for. Only the SHA-256 of
 * the token leaves this process. A path that the table does not name is closed to everybody.
 */
@Injectable()
export class BearerGuard implements CanActivate {
  private readonly certificates: CertificateSource;
  private readonly resolution: TokenResolution;

  constructor(
    requests: RequestClient,
    private readonly limits: RateLimits,
    private readonly configuration: DataDeliveryConfiguration,
  ) {
    this.resolution = new TokenResolution(requests);
    this.certificates = {
      header: configuration.CLIENT_CERTIFICATE_HEADER,
      proxies: new TrustedProxies(configuration.TRUSTED_PROXIES),
    };
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const route = routeOf(resourcePath(request));
    if (!route) throw new ProblemError('not-found', 'No ESPI resource has this path: start from the URIs that came with the token.');
    await this.admit(request, reply, route);
    return true;
  }

  /** @throws ProblemError when the request carries no token that opens resources of this rule, or too many came before it */
  async admit(request: FastifyRequest, reply: FastifyReply, rule: AdmissionRule): Promise<void> {
    refuseTokenInQuery(request);
    const name = rule.path.replace(/\/:\w+$/, '');
    const resolved = await this.resolve(request);
    if (resolved === undefined) {
      void reply.header('www-authenticate', 'Bearer realm="espi"');
      throw new ProblemError(rule.whenMissing, `${name} needs the header "Authorization: Bearer <${TOKEN_NAMES[rule.kind]}>".`);
    }
    if (resolved.dpopNonce !== undefined) void reply.header('dpop-nonce', resolved.dpopNonce);
    if (!resolved.active && resolved.dpopNonce !== undefined) {
      void reply.header('www-authenticate', 'DPoP error="use_dpop_nonce", algs="ES256 EdDSA"');
      throw new ProblemError(
        'invalid-token',
        'The DPoP proof needs the nonce of the header DPoP-Nonce: make a new proof with it and send the request again.',
      );
    }
    if (!resolved.active) {
      void reply.header('www-authenticate', 'Bearer realm="espi", error="invalid_token"');
      throw new ProblemError('invalid-token', 'The token is unknown, expired or revoked: get a new one at the token endpoint.');
    }
    await this.limits.count(resolved, reply);
    if (resolved.kind !== rule.kind && resolved.kind !== rule.orKind) {
      const detail = `${name} opens with the ${TOKEN_NAMES[rule.kind]}, not with the ${TOKEN_NAMES[resolved.kind]}.`;
      throw new ProblemError('wrong-token-kind', detail);
    }
  }

  /** Whose request it is, as far as its header tells; remembered for `tokenOf`. */
  async resolve(request: FastifyRequest): Promise<ResolvedToken | undefined> {
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) return undefined;
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const proof = tokenProof(request, this.configuration.PUBLIC_ORIGIN, this.certificates);
    const resolved = await renderTurns.prepare(() => this.resolution.resolve({ tokenSha256, proof }));
    if (resolved.active) tokens.set(request, resolved);
    return resolved;
  }
}

/** RFC 9700 section 4.3.2: a token in a URL ends up in logs and histories, so it is refused even beside a header. */
function refuseTokenInQuery(request: FastifyRequest): void {
  if (Object.hasOwn(request.query as object, 'access_token')) {
    throw new ProblemError('bad-request', 'A token in the URL is refused: send it in the Authorization header, and revoke this one.');
  }
}
