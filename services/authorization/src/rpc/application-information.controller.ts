import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { ApplicationInformation } from '../application/application-information.js';

/** What companies do to their registration over ESPI; data-delivery has judged the token. */
@Controller()
export class ApplicationInformationController {
  constructor(@Inject(ApplicationInformation) private readonly registrations: ApplicationInformation) {}

  @HandleRequest('authorization.change-application-information')
  change({
    applicationInformationId,
    change,
    restore,
  }: RequestOf<'authorization.change-application-information'>): Promise<ReplyOf<'authorization.change-application-information'>> {
    return this.registrations.change(applicationInformationId, change, restore);
  }

  @HandleRequest('authorization.withdraw-application-information')
  withdraw({
    applicationInformationId,
  }: RequestOf<'authorization.withdraw-application-information'>): Promise<ReplyOf<'authorization.withdraw-application-information'>> {
    return this.registrations.withdraw(applicationInformationId);
  }
}
