import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ReceiptKeys } from '../receipts/receipt-keys.js';
import { Receipts } from '../receipts/receipts.js';

/** Receipts of consent events, opened by their code or listed for their customer. */
@Controller()
export class ReceiptController {
  constructor(
    @Inject(Receipts) private readonly receipts: Receipts,
    @Inject(ReceiptKeys) private readonly keys: ReceiptKeys,
  ) {}

  @HandleRequest('authorization.get-receipt')
  get({ code }: RequestOf<'authorization.get-receipt'>): Promise<ReplyOf<'authorization.get-receipt'>> {
    return this.receipts.get(code);
  }

  @HandleRequest('authorization.list-receipts')
  async list({ authorizationId, customerId }: RequestOf<'authorization.list-receipts'>): Promise<ReplyOf<'authorization.list-receipts'>> {
    return { receipts: await this.receipts.list(authorizationId, customerId) };
  }

  @HandleRequest('authorization.find-receipt')
  async find({ authorizationId, eventId }: RequestOf<'authorization.find-receipt'>): Promise<ReplyOf<'authorization.find-receipt'>> {
    return { code: await this.receipts.codeOf(authorizationId, eventId) };
  }

  @HandleRequest('authorization.revoke-by-receipt')
  revoke({ code }: RequestOf<'authorization.revoke-by-receipt'>): Promise<ReplyOf<'authorization.revoke-by-receipt'>> {
    return this.receipts.revoke(code);
  }

  @HandleRequest('authorization.list-receipt-keys')
  listKeys(): ReplyOf<'authorization.list-receipt-keys'> {
    return { keys: this.keys.publicKeys };
  }
}
