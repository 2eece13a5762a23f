import { ProblemError, type RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { enAccountMail } from '../locales/en-account-mail.js';

/** Takes mails to people whose addresses the asking service keeps. Queued is committed; it goes out soon after. */
@Controller()
export class AccountMailController {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError `invalid-body` for an address or a kind that cannot be sent */
  @HandleRequest('notification.queue-mail')
  async queue({ mailId, to, mail, language }: RequestOf<'notification.queue-mail'>): Promise<{ queued: true }> {
    if (!Object.hasOwn(enAccountMail, mail.kind)) throw new ProblemError('invalid-body', `there is no mail of the kind "${mail.kind}"`);
    if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(to))
      throw new ProblemError('invalid-body', 'the recipient is refused: it must be one e-mail address');
    await this.dataSource.query(
      'insert into account_mail (mail_id, lane, recipient, mail) values ($1, $1, $2, $3) on conflict (mail_id) do nothing',
      [mailId, to, JSON.stringify({ ...mail, language })],
    );
    return { queued: true };
  }
}
