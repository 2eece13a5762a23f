import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProblemError, SELF_ACCESS_THIRD_PARTY_ID, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { AccessLog } from '../release/access-log.js';
import { keepFewBlocks } from '../release/keep-few-blocks.js';
import { manifestOf } from '../release/manifest.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { OwnPlans } from './own-plan.js';
import { renderPart } from './render-part.js';
import { summarize } from './summarize.js';

const pack = promisify(gzip);
/** As the access log names it. */
const RESOURCE = 'DownloadMyData';

/** Download My Data: a customer's own access. The access log notes each file; it is no release to anybody. */
@Controller()
export class OwnUsageController {
  constructor(
    private readonly plans: OwnPlans,
    private readonly uris: ResourceUris,
    private readonly accessLog: AccessLog,
    private readonly dataSource: DataSource,
  ) {}

  @HandleRequest('data-delivery.summarize-own-usage')
  async summarize(request: RequestOf<'data-delivery.summarize-own-usage'>): Promise<ReplyOf<'data-delivery.summarize-own-usage'>> {
    const { plan } = await this.plans.plan(request);
    keepFewBlocks([plan]);
    return { channels: await summarize(plan, this.dataSource) };
  }

  @HandleRequest('data-delivery.render-own-usage')
  async render(request: RequestOf<'data-delivery.render-own-usage'>): Promise<ReplyOf<'data-delivery.render-own-usage'>> {
    const { form, part, downloadId, bytesBefore, plan } = request;
    const own = await this.plans.plan(request);
    if (part === 0) {
      const authorizationId = own.addresses.subscription;
      await this.accessLog.begin({ releaseId: downloadId, authorizationId, thirdPartyId: SELF_ACCESS_THIRD_PARTY_ID, resource: RESOURCE });
    }
    const { manifestDigest } = manifestOf(RESOURCE, own.plan, form, this.uris.certificateId);
    keepFewBlocks([own.plan]);
    const rendered =
      plan === undefined || plan === manifestDigest ? await renderPart(own, form, part, this.uris, this.dataSource) : undefined;
    // Data came between two parts, and the file would not fit together: the customer asks again.
    if (!rendered) {
      await this.accessLog.end({ releaseId: downloadId, state: 'failed', bytes: bytesBefore });
      throw new ProblemError('conflict', 'The readings changed while they were read. Download them again.');
    }
    const { text, last } = rendered;
    const bytes = Buffer.byteLength(text);
    if (last) await this.accessLog.end({ releaseId: downloadId, state: 'complete', bytes: bytesBefore + bytes });
    return { gzip: (await pack(text, { level: 1 })).toString('base64'), bytes, last, plan: manifestDigest };
  }
}
