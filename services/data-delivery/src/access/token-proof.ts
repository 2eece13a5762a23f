import { createHash } from 'node:crypto';
import type { TokenProof } from '@greenledger/contracts';
import { clientCertificate, type CertificateSource } from '@greenledger/service-kit';
import type { FastifyRequest } from 'fastify';

/** What came with the token of a request, for authorization to judge: a token bound to a key or certificate needs it. */
export function tokenProof(request: FastifyRequest, publicOrigin: string, certificates: CertificateSource): TokenProof {
  const { authorization = '', dpop } = request.headers;
  const certificate = clientCertificate(request.raw, certificates);
  return {
    scheme: /^dpop /i.test(authorization) ? 'DPoP' : 'Bearer',
    method: request.method,
    uri: publicOrigin + request.url.split('?', 1)[0]!,
    ...(typeof dpop === 'string' && { dpop }),
    ...(certificate && { certificateSha256: createHash('sha256').update(certificate.raw).digest('base64url') }),
  };
}
