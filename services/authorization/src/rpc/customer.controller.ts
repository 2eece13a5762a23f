import { Controller, Inject } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { AccountGrants } from '../application/account-grants.js';
import { Modifications } from '../application/modifications.js';
import { CustomerReleases } from '../projections/customer-releases.js';
import { ReadModels } from '../projections/read-models.js';
import { CompanyReports } from '../reports/company-reports.js';

/** What customers do in their account beyond one consent request. */
@Controller()
export class CustomerController {
  constructor(
    @Inject(Modifications) private readonly modifications: Modifications,
    @Inject(AccountGrants) private readonly accountGrants: AccountGrants,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(CustomerReleases) private readonly releases: CustomerReleases,
    @Inject(CompanyReports) private readonly reports: CompanyReports,
  ) {}

  @HandleRequest('authorization.describe-sharing-offer')
  describeOffer(request: RequestOf<'authorization.describe-sharing-offer'>): Promise<ReplyOf<'authorization.describe-sharing-offer'>> {
    if ('thirdPartyId' in request) return this.accountGrants.offer(request.thirdPartyId);
    return this.modifications.offer(request.authorizationId, request.customerId);
  }

  @HandleRequest('authorization.preview-modification')
  preview(request: RequestOf<'authorization.preview-modification'>): Promise<ReplyOf<'authorization.preview-modification'>> {
    return this.modifications.preview(request);
  }

  @HandleRequest('authorization.modify-authorization')
  modify(request: RequestOf<'authorization.modify-authorization'>): Promise<ReplyOf<'authorization.modify-authorization'>> {
    return this.modifications.modify(request);
  }

  @HandleRequest('authorization.grant-from-account')
  grant(request: RequestOf<'authorization.grant-from-account'>): Promise<ReplyOf<'authorization.grant-from-account'>> {
    return this.accountGrants.grant(request);
  }

  @HandleRequest('authorization.list-customer-releases')
  async listReleases(request: RequestOf<'authorization.list-customer-releases'>): Promise<ReplyOf<'authorization.list-customer-releases'>> {
    await this.readModels.catchUp();
    return this.releases.list(request);
  }

  @HandleRequest('authorization.report-company')
  report(request: RequestOf<'authorization.report-company'>): Promise<ReplyOf<'authorization.report-company'>> {
    return this.reports.add(request);
  }

  @HandleRequest('authorization.list-company-reports')
  async listReports(): Promise<ReplyOf<'authorization.list-company-reports'>> {
    await this.readModels.catchUp();
    return { reports: await this.reports.list() };
  }

  @HandleRequest('authorization.close-company-report')
  async closeReport({ reportId }: RequestOf<'authorization.close-company-report'>): Promise<ReplyOf<'authorization.close-company-report'>> {
    await this.reports.close(reportId);
    return {};
  }
}
