import { createHash } from 'node:crypto';
import type { Messages } from '../../locales/index.js';

/** SHA-256 (lower-case hex) of version and text exactly as shown: what is kept with an acceptance. */
export function termsDigest({ version, paragraphs }: Messages['thirdPartyTerms']): string {
  return createHash('sha256')
    .update([version, ...paragraphs].join('\n'), 'utf8')
    .digest('hex');
}
