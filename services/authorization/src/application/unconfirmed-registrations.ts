import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NEVER_CONFIRMED } from '../domain/third-party/index.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdParties } from './third-parties.js';
import { ThirdPartyContacts } from './third-party-contacts.js';

/** How long a registration waits for its e-mail address to be confirmed. */
export class ConfirmationTime {
  constructor(readonly days: number) {}
}

/**
 * Ends registrations that nobody confirmed: else whoever types in a foreign taxpayer id would keep it from its owner for good.
 * The people in them are forgotten, because nobody ever said that the address is theirs.
 */
@Injectable()
export class UnconfirmedRegistrations {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(ThirdPartyContacts) private readonly contacts: ThirdPartyContacts,
    @Inject(ConfirmationTime) private readonly time: ConfirmationTime,
  ) {}

  /** The event first; after a crash between the two, the next call finds the contacts of what was given up. @returns how many */
  async giveUp(): Promise<number> {
    await this.readModels.catchUp();
    const rows = await this.dataSource.query<{ third_party_id: string }[]>(
      `SELECT third_party_id FROM third_party_view v JOIN third_party_contact USING (third_party_id)
       WHERE (v.state->>'stage' = 'registered' AND v.registered_at::timestamptz < now() - make_interval(days => $1))
          OR (v.status = 'terminated' AND v.state #>> '{decision,reason}' = $2)`,
      [this.time.days, NEVER_CONFIRMED],
    );
    for (const { third_party_id: thirdPartyId } of rows) {
      const { stage } = await this.thirdParties.command(thirdPartyId, { type: 'giveUpRegistration' });
      if (stage === 'terminated') await this.contacts.erase(thirdPartyId);
    }
    return rows.length;
  }
}
