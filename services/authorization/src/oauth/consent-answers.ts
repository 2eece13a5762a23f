import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sha256 } from './digest.js';

/** Both members are null when the customer declined. */
export interface ConsentAnswer {
  readonly authorizationId: string | null;
  readonly customerId: string | null;
}

/** The one answer to each consent request: the first one kept stands, also against a second form sent at the same moment. */
@Injectable()
export class ConsentAnswers {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @returns the answer that stands: this one, or an earlier one */
  async keep(interactionId: string, answer: ConsentAnswer): Promise<ConsentAnswer> {
    const key = sha256(interactionId);
    await this.dataSource.query(
      'INSERT INTO consent_answer (interaction_sha256, authorization_id, customer_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [key, answer.authorizationId, answer.customerId],
    );
    const [row] = await this.dataSource.query<ConsentAnswer[]>(
      'SELECT authorization_id AS "authorizationId", customer_id AS "customerId" FROM consent_answer WHERE interaction_sha256 = $1',
      [key],
    );
    return row!;
  }
}
