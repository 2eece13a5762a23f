import { testText, type TestText, type TestTextCode } from '@greenledger/contracts';
import { OutboundRefused, type OutboundRule } from '@greenledger/service-kit';

/** For one request of a test. */
export const TIMEOUT_MS = 5000;

const BY_RULE: Record<OutboundRule, TestTextCode> = {
  'no-uri': 'noUri',
  'not-https': 'mustBeHttps',
  credentials: 'holdsCredentials',
  'not-public': 'notPublic',
};

/** Why there was no answer, without anything that was sent. */
export function failureOf(error: unknown): TestText {
  if (error instanceof OutboundRefused) return { code: BY_RULE[error.rule] };
  const { name, code, cause } = (error ?? {}) as { name?: string; code?: string; cause?: { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return testText('noAnswerInTime', String(TIMEOUT_MS / 1000));
  const why = cause?.code ?? code ?? name ?? 'unknown';
  switch (why) {
    case 'ECONNREFUSED':
      return testText('nothingListens', why);
    case 'ENOTFOUND':
      return testText('noSuchHost', why);
    case 'EAI_AGAIN':
      return testText('noLookUp', why);
    case 'CERT_HAS_EXPIRED':
      return testText('certificateExpired', why);
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return testText('certificateSelfSigned', why);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return testText('certificateOtherHost', why);
    default:
      return testText('noConnection', why);
  }
}
