import { Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf } from '../access/bearer.guard.js';
import type { FeedQuery } from '../access/feed-query.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { chooseFace } from '../faces/choose-face.js';
import { queryText } from '../feed/query-text.js';
import { ReleasePath, type Recipient } from '../release/release-path.js';
import { BULK_PART, type ResourceRequest } from '../release/resource-request.js';
import { isHead } from '../resources/espi-response.js';
import { jobDocument, jobUri } from './job-document.js';
import { correlationOf, prefersAsync, transactionOf } from './preferences.js';
import { label, nothing, PgeManners } from './pge-manners.js';
import { PreparationCall } from './preparation-call.js';
import { PreparedDownload } from './prepared-download.js';
import type { Job, NewJob } from './prepared-job.js';
import { PreparedJobs } from './prepared-jobs.js';

export interface Ask {
  readonly query: FeedQuery;
  /** Without query. */
  readonly resourceUri: string;
  /** The query as it came, for correlationID. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Stands before the Batch resources and answers what is, or is to be, prepared in the background. */
@Injectable()
export class PreparedGate {
  constructor(
    private readonly jobs: PreparedJobs,
    private readonly download: PreparedDownload,
    private readonly preparation: PreparationCall,
    private readonly path: ReleasePath,
    private readonly pge: PgeManners,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  /** @returns whether the request is answered; otherwise it is answered at once, by whoever asks here */
  async answersSubscription(
    ask: Ask & { readonly asked: ResourceRequest },
    recipient: Recipient,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    if (await this.answersNamed(ask, request, reply)) return true;
    const { PREPARED_OVER_READINGS: most } = this.configuration;
    const wanted = this.#wanted(request);
    if (isHead(request) || (!wanted && most === 0)) return false;
    // What cannot be given at all is refused now, and not by a job that fails later.
    const { counts } = (await this.path.prepare(ask.asked, recipient, ask.query)).release;
    if (counts.blocks === 0 && this.pge.hold(request)) return nothing(reply);
    if (!wanted && counts.readings <= most) return false;
    return this.#accept(ask, { asked: ask.asked, of: { authorizationId: recipient.authorization.authorizationId } }, request, reply);
  }

  /** @param authorizations of the bulk, at this moment */
  async answersBulk(
    ask: Ask & { readonly bulkId: string },
    authorizations: number,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    const { PREPARED_OVER_AUTHORIZATIONS: most } = this.configuration;
    if (!this.#wanted(request) && (most === 0 || authorizations <= most)) return false;
    if (authorizations === 0 && this.pge.hold(request)) return nothing(reply);
    return this.#accept(ask, { asked: BULK_PART, of: { bulkId: ask.bulkId } }, request, reply);
  }

  /** Answers a request that names a job by correlationID: with its result, or with where it stands. */
  async answersNamed({ query, resourceUri, raw }: Ask, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const name = correlationOf(raw);
    if (name === undefined) return false;
    const job = await this.jobs.named(name, resourceUri + queryText(query), tokenOf(request).thirdPartyId);
    if (job?.state === 'ready' && (await this.download.isThere(job))) {
      label(job, request, reply);
      await this.download.send(job, this.pge.hold(request), request, reply);
      return true;
    }
    if (job?.state !== 'queued' && job?.state !== 'running') return false;
    if (isHead(request)) return false;
    return this.#pending(job, false, request, reply);
  }

  async #accept(
    { query, resourceUri, raw }: Ask,
    what: Pick<NewJob, 'asked' | 'of'>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    const { thirdPartyId, clientId, applicationInformationId } = tokenOf(request);
    const { job, added } = await this.jobs.enqueue({
      ...what,
      ...{ thirdPartyId, clientId, applicationInformationId, query, resourceUri },
      selfUri: resourceUri + queryText(query),
      face: chooseFace(request.headers.accept),
      correlationId: correlationOf(raw),
      transaction: transactionOf(request),
    });
    if (added) this.preparation.wake();
    return this.#pending(job, added, request, reply);
  }

  /** 202 with the job; a repeated request gets the job it made first, and with PG&E's manners the refusal of the standard's text. */
  #pending(job: Job, added: boolean, request: FastifyRequest, reply: FastifyReply): true {
    const { PUBLIC_ORIGIN } = this.configuration;
    label(job, request, reply);
    void reply.headers({ location: jobUri(PUBLIC_ORIGIN, job.jobId), 'cache-control': 'no-store', vary: 'accept, prefer' });
    if (!added && this.pge.hold(request)) {
      const detail = 'An unprocessed batch request for the same resource already exists. Wait for its notification, or look at its job.';
      throw new ProblemError('batch-in-progress', detail, { job: jobUri(PUBLIC_ORIGIN, job.jobId) });
    }
    if (prefersAsync(request.headers.prefer)) void reply.header('preference-applied', 'respond-async');
    const document = jobDocument(job, PUBLIC_ORIGIN, Date.now());
    void reply.code(202).header('retry-after', '2').type('application/json').send(JSON.stringify(document));
    return true;
  }

  #wanted(request: FastifyRequest): boolean {
    return this.pge.hold(request) || prefersAsync(request.headers.prefer);
  }
}
