import type { AccountMail } from '@greenledger/contracts';
import { enAccountMail } from '../locales/en-account-mail.js';

/** Subject and plain text. Text only: nothing in it can hide where the link leads. Pure. */
export function composeAccountMail(mail: AccountMail): { readonly subject: string; readonly text: string } {
  const { subject, before, after } = enAccountMail[mail.kind];
  const text = [...before(mail), mail.link, ...after].join('\n\n');
  return { subject: subject(mail.company).replace(/[\r\n]+/g, ' '), text: `${text}\n` };
}
