import type { AccountMail } from '@greenledger/contracts';
import { enAccountMail } from '../locales/en-account-mail.js';

/** Subject and plain text. Text only: nothing in it can hide where the link leads. Pure. */
export function composeAccountMail(asked: AccountMail): { readonly subject: string; readonly text: string } {
  // A name is one line, in the header and in the text.
  const mail = { ...asked, company: asked.company.replace(/[\r\n]+/g, ' ') };
  const { subject, before, after } = enAccountMail[mail.kind];
  const text = [...before(mail), mail.link, ...after].join('\n\n');
  return { subject: subject(mail.company), text: `${text}\n` };
}
