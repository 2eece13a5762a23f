import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf } from '../access/bearer.guard.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import type { FaceName } from '../faces/face-name.js';
import { queryText } from '../feed/query-text.js';
import { isHead } from '../resources/espi-response.js';
import { AnnouncedJobs } from './announced-jobs.js';
import { jobDocument, jobUri } from './job-document.js';
import { label, nothing, PgeManners } from './pge-manners.js';
import { correlationOf, transactionOf } from './preferences.js';
import type { Ask } from './prepared-gate.js';
import type { NewJob } from './prepared-job.js';
import { PreparedJobs } from './prepared-jobs.js';

interface CustomerAsk extends Omit<Ask, 'raw'> {
  /** As the release record names it. */
  readonly name: string;
  readonly of: NewJob['of'];
  readonly face: FaceName;
  /** Nothing that is authorized could stand in the answer. */
  readonly empty: boolean;
}

/**
 * Stands before the batches of customer records for clients with PG&E's manners: 202 and a notification, as PG&E gives for
 * Batch/RetailCustomer and Batch/BulkRetailCustomerInfo. Personal data are kept in no file, so nothing is prepared: under the URI of
 * the notification stand the records as they are when it is fetched, decided and recorded then.
 */
@Injectable()
export class CustomerGate {
  constructor(
    private readonly jobs: PreparedJobs,
    private readonly announced: AnnouncedJobs,
    private readonly pge: PgeManners,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  /** @returns whether the request is answered; otherwise the records are to be sent, with the headers that are set by now */
  async answers(
    { query, resourceUri, name, of, face, empty }: CustomerAsk,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    if (isHead(request) || !this.pge.hold(request)) return false;
    if (empty) return nothing(reply);
    const { thirdPartyId, clientId, applicationInformationId } = tokenOf(request);
    const selfUri = resourceUri + queryText(query);
    const correlationId = correlationOf(request.query as Readonly<Record<string, unknown>>);
    const known = correlationId === undefined ? undefined : await this.jobs.named(correlationId, selfUri, thirdPartyId);
    if (known?.state === 'ready') {
      label(known, request, reply);
      return false;
    }
    const job = await this.announced.add({
      ...{ thirdPartyId, clientId, applicationInformationId, of, query, resourceUri, selfUri, face, correlationId },
      asked: { name, shape: 'Batch', single: false },
      transaction: transactionOf(request),
    });
    const { PUBLIC_ORIGIN } = this.configuration;
    label(job, request, reply);
    void reply.headers({ location: jobUri(PUBLIC_ORIGIN, job.jobId), 'cache-control': 'no-store', vary: 'accept, prefer' });
    const document = jobDocument(job, PUBLIC_ORIGIN, Date.now());
    void reply.code(202).header('retry-after', '2').type('application/json').send(JSON.stringify(document));
    return true;
  }
}
