import { ProblemError, type CredentialChange } from '@greenledger/contracts';
import { readChoice } from './certificate-choice.js';

/** Overlaps that the page offers, in seconds. */
export const OVERLAPS = [0, 3600, 86_400, 604_800, 2_592_000] as const;

/** A button of the credentials page as the change it stands for. @throws ProblemError `invalid-body` for another one */
export function parseChange(body: Record<string, unknown>): CredentialChange {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '');
  switch (body['kind']) {
    case 'rotateSecret': {
      const overlapSeconds = Number(text('overlap') || 0);
      return { kind: 'rotateSecret', overlapSeconds };
    }
    case 'endSecret':
      return { kind: 'endSecret', secretId: text('secretId') };
    case 'useSecret':
      return { kind: 'useSecret' };
    case 'useKeys':
      return { kind: 'useKeys', ...(text('jwksUri') && { jwksUri: text('jwksUri') }), ...(text('jwks') && { jwks: text('jwks') }) };
    case 'addCertificate':
      return { kind: 'addCertificate', pem: text('certificate') };
    case 'removeCertificate':
      return { kind: 'removeCertificate', certificateId: text('certificateId') };
    case 'signInByCertificate':
      return readChoice(text('match'));
    case 'rotateRegistrationToken':
      return { kind: 'rotateRegistrationToken' };
    default:
      throw new ProblemError('invalid-body', 'the button is not known: go back, reload the page and press it again');
  }
}
