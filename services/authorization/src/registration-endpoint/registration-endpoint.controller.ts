import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Inject, Param, Post, Put, UseFilters } from '@nestjs/common';
import type { CredentialChange, IssuedOnce } from '@greenledger/contracts';
import { ClientCredentials } from '../application/client-credentials.js';
import { RegisterCompany } from '../application/register-company.js';
import { ThirdParties } from '../application/third-parties.js';
import { ReviewThirdParty } from '../application/review-third-party.js';
import { Clients, type OAuthClient } from '../oauth/clients.js';
import { sha256 } from '../oauth/digest.js';
import { issuerOf, OAuthSettings } from '../oauth/oauth-settings.js';
import { formOfMetadata, metadataOf } from './client-metadata.js';
import { InitialAccessTokens } from './initial-access-tokens.js';
import { RegistrationError, RegistrationErrorFilter } from './registration-error.filter.js';
import { tlsSubjectOf } from './tls-subject-metadata.js';

type Metadata = Readonly<Record<string, unknown>>;

/** RFC 7591 and RFC 7592 for machines, by the same commands as the portal's pages. */
@Controller('oauth/register')
@UseFilters(RegistrationErrorFilter)
export class RegistrationEndpoint {
  constructor(
    @Inject(InitialAccessTokens) private readonly initialTokens: InitialAccessTokens,
    @Inject(RegisterCompany) private readonly companies: RegisterCompany,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ReviewThirdParty) private readonly reviews: ReviewThirdParty,
    @Inject(ClientCredentials) private readonly credentials: ClientCredentials,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /**
   * Registers (RFC 7591 section 3). The operator who gave the initial access token knows the company, so no e-mail is
   * confirmed; tests and review come as for everybody.
   */
  @Post()
  async register(@Headers('authorization') authorization: string | undefined, @Body() metadata: Metadata = {}): Promise<Metadata> {
    const token = bearerOf(authorization);
    const thirdPartyId = token && (await this.initialTokens.bind(token, randomUUID()));
    if (!thirdPartyId)
      throw new RegistrationError(401, 'invalid_token', 'registration needs an initial access token; ask the utility for one');
    const credential = credentialOf(metadata, this.settings.clientAuthorities !== undefined);
    const { clientId } = await this.companies.register(thirdPartyId, formOfMetadata(metadata), termsOf(metadata));
    await this.thirdParties.confirmEmail(thirdPartyId);
    const issued: IssuedOnce = {
      ...(await this.credentials.change(thirdPartyId, credential ?? { kind: 'rotateSecret', overlapSeconds: 0 })),
      ...(await this.credentials.change(thirdPartyId, { kind: 'rotateRegistrationToken' })),
    };
    await this.initialTokens.end(token);
    return {
      ...this.#described((await this.clients.find(clientId))!),
      ...(issued.clientSecret && { client_secret: issued.clientSecret, client_secret_expires_at: 0 }),
      registration_access_token: issued.registrationAccessToken,
    };
  }

  /** The endpoint of the metadata document answers to everybody, with the method it takes. */
  @Get()
  @Header('allow', 'POST')
  refuseReading(): never {
    throw new RegistrationError(405, 'invalid_request', 'registration takes POST; a registration is read at its registration_client_uri');
  }

  @Get(':clientId')
  async read(@Headers('authorization') authorization: string | undefined, @Param('clientId') clientId: string): Promise<Metadata> {
    return this.#described(await this.#own(authorization, clientId));
  }

  /** Replaces the whole metadata (RFC 7592 section 2.2). Credentials are changed in the portal. */
  @Put(':clientId')
  async update(
    @Headers('authorization') authorization: string | undefined,
    @Param('clientId') clientId: string,
    @Body() metadata: Metadata = {},
  ): Promise<Metadata> {
    const { thirdParty } = await this.#own(authorization, clientId);
    if (metadata['client_id'] !== clientId)
      throw new RegistrationError(400, 'invalid_client_metadata', 'client_id: must be the one of the address');
    await this.companies.modify(thirdParty.thirdPartyId, formOfMetadata(metadata));
    return this.#described((await this.clients.find(clientId))!);
  }

  /** Ends the registration for good (RFC 7592 section 2.3): all authorizations are revoked. */
  @Delete(':clientId')
  @HttpCode(204)
  async end(@Headers('authorization') authorization: string | undefined, @Param('clientId') clientId: string): Promise<void> {
    const { thirdPartyId } = (await this.#own(authorization, clientId)).thirdParty;
    await this.reviews.decide(thirdPartyId, 'third-party', { kind: 'terminate', reason: 'The company ended its registration.' });
  }

  /** @throws RegistrationError 401, the same whether the client does not exist or the token is another's (RFC 7592 section 2.1) */
  async #own(authorization: string | undefined, clientId: string): Promise<OAuthClient> {
    const token = bearerOf(authorization);
    const client = token ? await this.clients.findByRegistrationToken(sha256(token)) : undefined;
    if (client?.thirdParty.clientId === clientId) return client;
    throw new RegistrationError(401, 'invalid_token', 'the registration access token does not open this registration');
  }

  #described({ thirdParty, authMethod, tlsSubject }: OAuthClient): Metadata {
    return metadataOf(thirdParty, { authMethod, tlsSubject }, `${issuerOf(this.settings)}/register/${thirdParty.clientId}`);
  }
}

const bearerOf = (authorization: string | undefined): string => /^Bearer ([\w-]{20,200})$/i.exec(authorization ?? '')?.[1] ?? '';

/** The terms of use that the company accepts, by version and digest of the text on the registration page. */
function termsOf(metadata: Metadata): { version: string; digest: string } {
  const { version, digest } = (metadata['terms'] ?? {}) as Record<string, unknown>;
  if (typeof version === 'string' && version !== '' && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest))
    return { version, digest };
  throw new RegistrationError(
    400,
    'invalid_client_metadata',
    'terms: accept the terms of use by {"version", "digest"}, the SHA-256 of their text',
  );
}

/** What comes instead of a secret, when the company asks for private_key_jwt or tls_client_auth. */
function credentialOf(metadata: Metadata, tlsSubjects: boolean): CredentialChange | undefined {
  const { token_endpoint_auth_method: method = 'client_secret_basic', jwks, jwks_uri: jwksUri } = metadata;
  if (method === 'client_secret_basic') return undefined;
  if (method === 'tls_client_auth') return tlsSubjectOf(metadata, tlsSubjects);
  if (method !== 'private_key_jwt') {
    throw new RegistrationError(
      400,
      'invalid_client_metadata',
      'token_endpoint_auth_method: client_secret_basic, private_key_jwt and tls_client_auth are known',
    );
  }
  return {
    kind: 'useKeys',
    ...(jwks !== undefined && { jwks: JSON.stringify(jwks) }),
    ...(typeof jwksUri === 'string' && { jwksUri }),
  };
}
