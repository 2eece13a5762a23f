import { createHash } from 'node:crypto';
import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { TrustedProxies, type CertificateSource } from '@greenledger/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { bearerToken } from './bearer-token.js';
import type { ActiveToken } from './resolved-access.js';
import { tokenProof } from './token-proof.js';
import { RESOURCE_RULES, TOKEN_NAMES, type ResourceName } from './resource-rules.js';

const RESOURCE = 'espi-resource';

/** Names the ESPI resource that a handler serves; RESOURCE_RULES then says which token opens it. */
export const OpensResource = (name: ResourceName): MethodDecorator => SetMetadata(RESOURCE, name);

const tokens = new WeakMap<FastifyRequest, ActiveToken>();

/** The token that the guard let in. */
export function tokenOf(request: FastifyRequest): ActiveToken {
  const token = tokens.get(request);
  if (!token) throw new Error('the bearer guard has not run on this route');
  return token;
}

/**
 * Lets a request in when its bearer token is valid and of the kind that the resource asks for. Only the SHA-256 of the
 * token leaves this process. A handler without `OpensResource` is closed to everybody.
 */
@Injectable()
export class BearerGuard implements CanActivate {
  private readonly certificates: CertificateSource;

  constructor(
    private readonly requests: RequestClient,
    private readonly reflector: Reflector,
    private readonly configuration: DataDeliveryConfiguration,
  ) {
    this.certificates = {
      header: configuration.CLIENT_CERTIFICATE_HEADER,
      proxies: new TrustedProxies(configuration.TRUSTED_PROXIES),
    };
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = this.reflector.get<ResourceName | undefined>(RESOURCE, context.getHandler());
    if (name === undefined) throw new Error('a handler behind the bearer guard names no resource');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    refuseTokenInQuery(request);
    const { kind, whenMissing } = RESOURCE_RULES[name];
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) {
      void reply.header('www-authenticate', 'Bearer realm="espi"');
      throw new ProblemError(whenMissing, `${name} needs the header "Authorization: Bearer <${TOKEN_NAMES[kind]}>".`);
    }
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const proof = tokenProof(request, this.configuration.PUBLIC_ORIGIN, this.certificates);
    const resolved = await this.requests.request('authorization.resolve-token', { tokenSha256, proof });
    if (!resolved.active) {
      void reply.header('www-authenticate', 'Bearer realm="espi", error="invalid_token"');
      throw new ProblemError('invalid-token', 'The token is unknown, expired or revoked: get a new one at the token endpoint.');
    }
    if (resolved.kind !== kind) {
      const detail = `${name} opens with a ${TOKEN_NAMES[kind]}, not with a ${TOKEN_NAMES[resolved.kind]}.`;
      throw new ProblemError('wrong-token-kind', detail);
    }
    tokens.set(request, resolved);
    return true;
  }
}

/** RFC 9700 section 4.3.2: a token in a URL ends up in logs and histories, so it is refused even beside a header. */
function refuseTokenInQuery(request: FastifyRequest): void {
  if (Object.hasOwn(request.query as object, 'access_token')) {
    throw new ProblemError('bad-request', 'A token in the URL is refused: send it in the Authorization header, and revoke this one.');
  }
}
