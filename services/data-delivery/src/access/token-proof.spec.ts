import { X509Certificate, createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { TrustedProxies } from '@greenledger/service-kit';
import type { FastifyRequest } from 'fastify';
import { CERTIFICATE } from '../testing/certificate.js';
import { tokenProof } from './token-proof.js';

const request = (headers: Record<string, string>, remoteAddress = '127.0.0.1'): FastifyRequest =>
  ({ method: 'GET', url: '/a/b?access=1', headers, raw: { headers, socket: { remoteAddress } } }) as unknown as FastifyRequest;
const source = { header: 'X-Client-Cert', proxies: new TrustedProxies('loopback') };
const proofOf = (headers: Record<string, string>, address?: string) =>
  tokenProof(request(headers, address), 'https://utility.example', source);

it('names scheme, method and the URI as the client sees it, without query', () => {
  const proof = { scheme: 'Bearer', method: 'GET', uri: 'https://utility.example/a/b' };
  expect(proofOf({ authorization: 'bearer x' })).toEqual(proof);
  expect(proofOf({ authorization: 'dpop x', dpop: 'jwt' })).toEqual({ ...proof, scheme: 'DPoP', dpop: 'jwt' });
});

it('hands the certificate over as the SHA-256 of its DER, from a trusted peer only', () => {
  const certificateSha256 = createHash('sha256').update(new X509Certificate(CERTIFICATE).raw).digest('base64url');
  const headers = { authorization: 'Bearer x', 'x-client-cert': encodeURIComponent(CERTIFICATE) };
  expect(proofOf(headers)).toMatchObject({ certificateSha256 });
  expect(proofOf(headers, '192.0.2.7')).not.toHaveProperty('certificateSha256');
});
