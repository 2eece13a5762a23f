import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { Controller } from '@nestjs/common';
import { GuestCodeMails } from './guest-code-mails.js';

/** Answers the portal, which lets customers without an online account in by a code. */
@Controller()
export class GuestCodeController {
  constructor(private readonly mails: GuestCodeMails) {}

  @HandleRequest('notification.send-guest-code')
  async send(request: RequestOf<'notification.send-guest-code'>): Promise<ReplyOf<'notification.send-guest-code'>> {
    this.mails.send(request);
    return { accepted: true };
  }
}
