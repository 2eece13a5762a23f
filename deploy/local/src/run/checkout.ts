import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout; the same from `src` and from `dist`. */
export const checkout = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where `npm start` keeps everything between runs: `.greenledger` in the checkout, or GREENLEDGER_STATE. */
export const defaultStateDirectory = resolve(process.env['GREENLEDGER_STATE'] || join(checkout, '.greenledger'));
