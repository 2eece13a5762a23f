import { SELF_ACCESS_THIRD_PARTY_ID } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import type { MailDetails } from './lifecycle-mail.js';
import type { KnownAuthorization, MailKind, PlannedDelivery } from './planner.js';

/** Writes down what is to be sent; the workers send it after the transaction. A repeated event adds nothing. */
export class PlannedRows {
  constructor(private readonly manager: EntityManager) {}

  /** A company whose endpoint said 410 Gone gets no more rows until it registers a notify URI again. */
  async addDeliveries(eventId: string, deliveries: readonly PlannedDelivery[]): Promise<void> {
    for (const { thirdPartyId, ordinal, resources, headers } of deliveries) {
      // A customer with a token of the own has no server that could be told.
      if (thirdPartyId === SELF_ACCESS_THIRD_PARTY_ID) continue;
      await this.manager.query(
        `insert into delivery (event_id, lane, ordinal, resources, headers)
         select $1, third_party_id, $3, $4, $5 from third_party where third_party_id = $2 and disabled_at is null
         on conflict (event_id, lane, ordinal) do nothing`,
        [eventId, thirdPartyId, ordinal, JSON.stringify(resources), headers ? JSON.stringify(headers) : null],
      );
    }
  }

  async addMail(
    eventId: string,
    { kind, details }: { readonly kind: MailKind; readonly details?: MailDetails },
    authorization: KnownAuthorization,
    thirdPartyName: string,
  ): Promise<void> {
    await this.manager.query(
      `insert into mail (event_id, lane, authorization_id, kind, third_party_name, terms, details, locale) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (event_id, kind) do nothing`,
      [
        eventId,
        authorization.customerId,
        authorization.authorizationId,
        kind,
        thirdPartyName,
        JSON.stringify(authorization.terms),
        details ? JSON.stringify(details) : null,
        authorization.locale ?? null,
      ],
    );
  }
}
