import type { AccountMail } from '@greenledger/contracts';
import type { MailMessages } from '../locales/index.js';

/** Subject and plain text. Text only: nothing in it can hide where the link leads. Pure. */
export function composeAccountMail(asked: AccountMail, words: MailMessages): { readonly subject: string; readonly text: string } {
  // A name is one line, in the header and in the text.
  const mail = { ...asked, company: asked.company.replace(/[\r\n]+/g, ' ') };
  const { subject, before, after } = words.accountMail[mail.kind];
  const text = [...before(mail), mail.link, ...after].join('\n\n');
  return { subject: subject(mail.company), text: `${text}\n` };
}
