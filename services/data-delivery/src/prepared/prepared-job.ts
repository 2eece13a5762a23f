import { randomUUID } from 'node:crypto';
import type { BatchPrepared } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { FaceName } from '../faces/face-name.js';
import type { ResourceRequest } from '../release/resource-request.js';

export type JobState = 'queued' | 'running' | 'ready' | 'failed' | 'expired';

/** A batch that a company asked to have prepared. */
export interface NewJob {
  readonly thirdPartyId: string;
  readonly clientId: string;
  readonly applicationInformationId: string;
  /** Either the authorization that is asked about, or the id of the bulk. */
  readonly of: { readonly authorizationId: string } | { readonly bulkId: string };
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  /** Without query. */
  readonly resourceUri: string;
  /** With the query in its one fixed order, without correlationID. */
  readonly selfUri: string;
  readonly face: FaceName;
  /** As the client calls it; the id of the job when it calls it nothing. */
  readonly correlationId: string | undefined;
  /** The label that the client gave the request (`x-transaction`). */
  readonly transaction: string | undefined;
}

export interface Job extends Omit<NewJob, 'correlationId'> {
  readonly jobId: string;
  readonly correlationId: string;
  readonly state: JobState;
  /** Blocks of one authorization, or authorizations of a bulk; `total` is unknown until it is planned. */
  readonly done: number;
  readonly total: number | undefined;
  readonly error: { readonly code: string; readonly detail: string } | undefined;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  /** Of a job that is ready: the file as it lies there, its length unpacked, and the SHA-256 of the file. None: it is made when it is fetched. */
  readonly result: { readonly storedBytes: number; readonly plainBytes: number; readonly sha256: string } | undefined;
}

export interface JobRow {
  readonly job_id: string;
  readonly third_party_id: string;
  readonly client_id: string;
  readonly authorization_id: string | null;
  readonly bulk_id: string | null;
  readonly application_information_id: string;
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  readonly resource_uri: string;
  readonly self_uri: string;
  readonly face: FaceName;
  readonly correlation_id: string;
  readonly transaction_label: string | null;
  readonly state: JobState;
  readonly done: string;
  readonly total: string | null;
  readonly error_code: string | null;
  readonly error_detail: string | null;
  readonly attempts: number;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
  readonly stored_bytes: string | null;
  readonly plain_bytes: string | null;
  readonly sha256: string | null;
}

export function jobOf(row: JobRow): Job {
  return {
    jobId: row.job_id,
    thirdPartyId: row.third_party_id,
    clientId: row.client_id,
    applicationInformationId: row.application_information_id,
    of: row.authorization_id === null ? { bulkId: row.bulk_id! } : { authorizationId: row.authorization_id },
    asked: row.asked,
    query: row.query,
    resourceUri: row.resource_uri,
    selfUri: row.self_uri,
    face: row.face,
    correlationId: row.correlation_id,
    transaction: row.transaction_label ?? undefined,
    state: row.state,
    done: Number(row.done),
    total: row.total === null ? undefined : Number(row.total),
    error: row.error_code === null ? undefined : { code: row.error_code, detail: row.error_detail! },
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    result:
      row.sha256 === null ? undefined : { storedBytes: Number(row.stored_bytes), plainBytes: Number(row.plain_bytes), sha256: row.sha256 },
  };
}

/** Values of the columns of a new job: id, company, client, authorization, bulk, ApplicationInformation, what is asked, its names. */
export function valuesOf(job: NewJob): unknown[] {
  const jobId = randomUUID();
  return [
    jobId,
    job.thirdPartyId,
    job.clientId,
    authorizationOf(job) ?? null,
    'bulkId' in job.of ? job.of.bulkId : null,
    job.applicationInformationId,
    JSON.stringify(job.asked),
    JSON.stringify(job.query),
    job.resourceUri,
    job.selfUri,
    job.face,
    job.correlationId ?? jobId,
    job.transaction ?? null,
  ];
}

/** The event that tells a company where a result is. */
export function announcementOf(job: Job): { id: string; type: 'BatchPrepared'; data: BatchPrepared['data']; occurredAt: Date } {
  const { jobId, thirdPartyId, correlationId, transaction } = job;
  const label = transaction !== undefined && { transaction };
  const data = { jobId, thirdPartyId, resources: [resultUri(job)], correlationId, ...label };
  return { id: jobId, type: 'BatchPrepared', data, occurredAt: new Date() };
}

/** The id of the authorization that a job is about; undefined for a bulk. */
export const authorizationOf = ({ of }: Pick<Job, 'of'>): string | undefined => ('authorizationId' in of ? of.authorizationId : undefined);

/** The URI that gives the result: the resource itself, with the word that ties it to the request. */
export function resultUri({ selfUri, correlationId }: Pick<Job, 'selfUri' | 'correlationId'>): string {
  return `${selfUri}${selfUri.includes('?') ? '&' : '?'}correlationID=${correlationId}`;
}
