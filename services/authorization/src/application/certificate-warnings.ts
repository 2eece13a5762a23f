import { Inject, Injectable } from '@nestjs/common';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { OAuthSettings } from '../oauth/oauth-settings.js';

/** Days before its end at which the technical contact is told about a certificate. */
export const WARNING_DAYS = [60, 30, 7] as const;

interface Due {
  readonly certificate_id: string;
  readonly days: number;
  readonly name: string;
  readonly email: string;
}

/** Tells companies in time that a certificate ends. */
@Injectable()
export class CertificateWarnings {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RequestClient) private readonly requests: RequestClient,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** Queues one mail per certificate and threshold; of thresholds missed meanwhile only the nearest counts. @returns how many */
  async warn(): Promise<number> {
    const due = await this.dataSource.query<Due[]>(
      `SELECT DISTINCT ON (c.certificate_id) c.certificate_id, d.days, v.facts->>'name' AS name, p.technical_contact->>'email' AS email
       FROM oauth_client_certificate c JOIN oauth_client o USING (client_id) JOIN third_party_view v USING (third_party_id)
         JOIN third_party_contact p USING (third_party_id) CROSS JOIN unnest($1::int[]) AS d (days)
       WHERE c.not_after > now() AND c.not_after <= now() + make_interval(days => d.days) AND v.status <> 'terminated'
       ORDER BY c.certificate_id, d.days`,
      [WARNING_DAYS],
    );
    let told = 0;
    for (const { certificate_id: certificateId, days, name: company, email: to } of due) {
      const link = `${this.settings.publicOrigin}/third-party/credentials`;
      const [, marked] = await this.dataSource.query<[unknown, number]>(
        'UPDATE oauth_client_certificate SET warned_at_days = warned_at_days || $2::int WHERE certificate_id = $1 AND NOT $2::int = ANY (warned_at_days)',
        [certificateId, days],
      );
      if (marked === 0) continue;
      try {
        await this.requests.request('notification.queue-mail', {
          mailId: `certificate/${certificateId}/${days}`,
          to,
          mail: { kind: 'certificateExpires', company, link, days },
        });
        told++;
      } catch (error) {
        // Not told: the next sweep tries again. The mail id keeps a mail that was queued after all from going out twice.
        await this.dataSource.query(
          'UPDATE oauth_client_certificate SET warned_at_days = array_remove(warned_at_days, $2::int) WHERE certificate_id = $1',
          [certificateId, days],
        );
        throw error;
      }
    }
    return told;
  }
}
