import { Inject, Injectable } from '@nestjs/common';
import type { TokenProof } from '@greenledger/contracts';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK } from 'jose';
import { DataSource } from 'typeorm';
import { sha256 } from './digest.js';
import { ResourceNonces } from './resource-nonces.js';

/** What a token is bound to, as the provider stores it. */
export interface BoundTo {
  /** Thumbprint of a DPoP key (RFC 9449 section 6). */
  readonly jkt?: string;
  /** Thumbprint of a certificate (RFC 8705 section 3.1). */
  readonly 'x5t#S256'?: string;
}

/** What became of a proof. */
export interface Binding {
  readonly holds: boolean;
  /** For the next proof of the same key. Without `holds`: all that this one lacked. */
  readonly dpopNonce?: string;
}

/** Seconds that the clocks of client and server may differ. */
const PROOF_WINDOW = 60;
const ALGORITHMS = ['ES256', 'Ed25519', 'EdDSA'];

/** Judges whether the sender of a token is the one it was given to. */
@Injectable()
export class TokenBinding {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ResourceNonces) private readonly nonces: ResourceNonces,
  ) {}

  /** @param tokenSha256 lower-case hex */
  async judge(bound: BoundTo, tokenSha256: string, proof: TokenProof | undefined): Promise<Binding> {
    const certificate = bound['x5t#S256'];
    if (certificate !== undefined) return { holds: proof?.scheme === 'Bearer' && proof.certificateSha256 === certificate };
    if (bound.jkt === undefined) return { holds: proof?.scheme !== 'DPoP' };
    if (proof?.scheme !== 'DPoP' || proof.dpop === undefined) return { holds: false };
    return this.provesKey(bound.jkt, tokenSha256, proof, proof.dpop);
  }

  /** RFC 9449 section 4.3, the checks of a resource server. A good proof with a missing or old nonce is told the new one. */
  private async provesKey(jkt: string, tokenSha256: string, { method, uri }: TokenProof, dpop: string): Promise<Binding> {
    const no = { holds: false };
    const now = Date.now() / 1000;
    let used: { readonly jti: string; readonly iat: number };
    const dpopNonce = this.nonces.current(now);
    try {
      const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, { algorithms: ALGORITHMS, typ: 'dpop+jwt' });
      const { jti, iat, htm, htu, ath, nonce } = payload;
      if (typeof jti !== 'string' || jti === '' || typeof iat !== 'number' || typeof htu !== 'string') return no;
      if (Math.abs(now - iat) > PROOF_WINDOW) return no;
      if (htm !== method || withoutQuery(htu) !== withoutQuery(uri)) return no;
      if (ath !== Buffer.from(tokenSha256, 'hex').toString('base64url')) return no;
      if ((await calculateJwkThumbprint(protectedHeader.jwk as JWK)) !== jkt) return no;
      // Judged before the proof counts as used: it was not let in yet.
      if (!this.nonces.isGood(nonce, now)) return { holds: false, dpopNonce };
      used = { jti, iat };
    } catch {
      return no;
    }
    // A database that is away is no fault of the proof: its error goes on.
    return (await this.isFirstUse(jkt, used.jti, used.iat)) ? { holds: true, dpopNonce } : no;
  }

  /** One statement, so that of two requests at the same moment, also in two processes, one is the first. */
  private async isFirstUse(jkt: string, jti: string, iat: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO oauth_artifact (model, id_sha256, payload, expires_at) VALUES ('ResourceProof', $1, '{}', $2)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [sha256(`${jkt} ${jti}`), iat + 2 * PROOF_WINDOW],
    );
    return rows.length === 1;
  }
}

function withoutQuery(uri: string): string {
  const url = new URL(uri);
  return url.origin + url.pathname;
}
