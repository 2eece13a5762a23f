import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownTokenOf } from '../access/bearer.guard.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import type { Job } from './prepared-job.js';
import { transactionOf } from './preferences.js';

/** Which clients are answered as PG&E answers: every Batch in the background. */
@Injectable()
export class PgeManners {
  readonly #clients: ReadonlySet<string>;

  constructor({ PGE_PROFILE_CLIENTS }: DataDeliveryConfiguration) {
    this.#clients = new Set(PGE_PROFILE_CLIENTS.split(',').map((id) => id.trim()));
  }

  /** Manners are those of a client's software: a person who downloads a file by a ticket has none. */
  hold(request: FastifyRequest): boolean {
    const token = knownTokenOf(request);
    return token !== undefined && (token.profile === 'pge' || this.#clients.has(token.clientId));
  }
}

/** PG&E's answer to a window without data. */
export function nothing(reply: FastifyReply): true {
  void reply.code(204).header('cache-control', 'no-store').send();
  return true;
}

/** The words that tie request, notification and result. */
export function label(job: Job, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ correlationid: job.correlationId, 'x-transaction': transactionOf(request) ?? job.transaction ?? job.jobId });
}
