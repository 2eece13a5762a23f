import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProblemError, type CompanyDownload, type DataSet, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';

/** Seconds in which a download must begin. */
const LIFETIME = 60;
/** Which data sets an authorization holds one of for a download to hold anything. */
const NEEDED: Record<CompanyDownload, readonly DataSet[]> = {
  usage: ['usage', 'billing'],
  bills: ['billing'],
  customer: ['basic', 'billing', 'account', 'programEnrollment'],
};

/** What a ticket is for. */
export interface Download {
  readonly thirdPartyId: string;
  readonly clientId: string;
  readonly authorizationId: string;
  readonly what: CompanyDownload;
}

/** Rights to fetch one file each, for people of companies whom the portal let in: it holds no token of theirs. */
@Injectable()
export class DownloadTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
  ) {}

  /** @throws ProblemError `not-found` when the authorization is not the company's; `conflict` when there is nothing to fetch */
  async issue({
    thirdPartyId,
    authorizationId,
    what,
  }: RequestOf<'data-delivery.issue-download-ticket'>): Promise<ReplyOf<'data-delivery.issue-download-ticket'>> {
    const { thirdPartyId: owner, status, terms } = await this.requests.request('authorization.get-authorization', { authorizationId });
    if (owner !== thirdPartyId) throw new ProblemError('not-found', 'Your company has no such authorization.');
    if (status !== 'active') throw new ProblemError('conflict', 'The authorization has ended: nothing can be fetched any more.');
    if (!Object.hasOwn(NEEDED, what) || !NEEDED[what].some((dataSet) => terms.dataSets.includes(dataSet))) {
      throw new ProblemError('conflict', 'The authorization holds nothing of what this file is made of. Choose another one.');
    }
    const { clientId } = await this.requests.request('authorization.get-third-party', { thirdPartyId });
    const ticket = randomBytes(32).toString('base64url');
    await this.dataSource.query('DELETE FROM download_ticket WHERE expires_at < clock_timestamp()');
    const [row]: [{ expires_at: Date }] = await this.dataSource.query(
      `INSERT INTO download_ticket (ticket_sha256, third_party_id, client_id, authorization_id, what, expires_at)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6)) RETURNING expires_at`,
      [digestOf(ticket), thirdPartyId, clientId, authorizationId, what, LIFETIME],
    );
    return { ticket, expiresAt: row.expires_at.toISOString() };
  }

  /** Uses a ticket up. @returns what it was for; undefined when there is none, or it is over or used */
  async redeem(ticket: string): Promise<Download | undefined> {
    const [rows]: [Download[]] = await this.dataSource.query(
      `DELETE FROM download_ticket WHERE ticket_sha256 = $1 AND expires_at >= clock_timestamp()
       RETURNING third_party_id AS "thirdPartyId", client_id AS "clientId", authorization_id AS "authorizationId", what`,
      [digestOf(ticket)],
    );
    return rows[0];
  }
}

const digestOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();
