import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Seconds in which an upload must begin. */
const LIFETIME = 60;

/** Rights to bring one file each, for operators whom the portal let in: it holds no password of the door. */
@Injectable()
export class UploadTickets {
  constructor(private readonly dataSource: DataSource) {}

  /** @param by pseudonymous id of the operator */
  async issue(by: string): Promise<{ readonly ticket: string; readonly expiresAt: string }> {
    const ticket = randomBytes(32).toString('base64url');
    await this.dataSource.query('DELETE FROM upload_ticket WHERE expires_at < clock_timestamp()');
    const [row]: [{ expires_at: Date }] = await this.dataSource.query(
      `INSERT INTO upload_ticket (ticket_sha256, operator, expires_at)
       VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3)) RETURNING expires_at`,
      [digestOf(ticket), by, LIFETIME],
    );
    return { ticket, expiresAt: row.expires_at.toISOString() };
  }

  /** Uses a ticket up. @returns whose it was; undefined when there is none, or it is over or used */
  async redeem(ticket: string): Promise<string | undefined> {
    const [rows]: [{ operator: string }[]] = await this.dataSource.query(
      'DELETE FROM upload_ticket WHERE ticket_sha256 = $1 AND expires_at >= clock_timestamp() RETURNING operator',
      [digestOf(ticket)],
    );
    return rows[0]?.operator;
  }
}

const digestOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();
