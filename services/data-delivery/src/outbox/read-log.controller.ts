import { Controller } from '@nestjs/common';
import type { DataDeliveryEvent, LogPage, ReadLog } from '@greenledger/contracts';
import { HandleRequest, Outbox } from '@greenledger/messaging';

/** Lets followers of the log `data-delivery` re-read what they lack. */
@Controller()
export class ReadLogController {
  constructor(private readonly outbox: Outbox) {}

  @HandleRequest('data-delivery.read-log')
  readLog(request: ReadLog): Promise<LogPage<DataDeliveryEvent>> | LogPage<DataDeliveryEvent> {
    return this.outbox.readPage(request) as Promise<LogPage<DataDeliveryEvent>>;
  }
}
