import { createHash } from 'node:crypto';
import { canonicalConsentText, type ConsentText } from './consent-text.js';

/** SHA-256, lower-case hex, of the canonical text (UTF-8). */
export const consentDigest = (text: ConsentText): string => createHash('sha256').update(canonicalConsentText(text)).digest('hex');
