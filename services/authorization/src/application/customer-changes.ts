import { Inject, Injectable } from '@nestjs/common';
import type { CustomerChange } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import type { AuthorizationCommand } from '../domain/authorization/index.js';
import { DueAuthorizations } from '../projections/due-authorizations.js';
import { ReadModels } from '../projections/read-models.js';
import { AuthorizationCommands } from './command-authorization.js';
import { currentMoment } from './moment.js';

const PAGE = 200;

/** Brings what changed in the customer data to the authorizations that it concerns. */
@Injectable()
export class CustomerChanges {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RequestClient) private readonly requests: RequestClient,
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(DueAuthorizations) private readonly authorizations: DueAuthorizations,
  ) {}

  /**
   * Applies the next page of changes, in order; after a fall in the middle they are applied again and change nothing.
   * @returns whether there may be more. @throws ProblemError `unavailable` while meter-ingestion does not answer
   */
  applyNext(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      // The lock keeps a second process from telling an older change after a newer one.
      const [row] = await manager.query<{ sequence: string }[]>('SELECT sequence FROM customer_change_checkpoint FOR UPDATE');
      const after = Number(row?.sequence ?? -1);
      const { changes } = await this.requests.request('meter-ingestion.read-customer-changes', { after, limit: PAGE });
      if (changes.length === 0) return false;
      await this.readModels.catchUp();
      for (const change of changes) await this.#apply(change);
      await manager.query('UPDATE customer_change_checkpoint SET sequence = $1', [changes.at(-1)!.sequence]);
      return changes.length === PAGE;
    });
  }

  async #apply(change: CustomerChange): Promise<void> {
    for (const { authorizationId, customerId } of await this.authorizations.naming(change.usagePointId)) {
      const command = commandFor(change, customerId);
      if (command)
        await this.commands.run(authorizationId, command, { commandId: `customer-change/${change.sequence}/${authorizationId}` });
    }
  }
}

function commandFor(change: CustomerChange, customerId: string): AuthorizationCommand | undefined {
  const { usagePointId } = change;
  const at = currentMoment().seconds;
  if (change.kind === 'holders') {
    const own = change.holders.filter((holder) => holder.customerId === customerId);
    return { type: 'recordHolding', at, usagePointId, periods: own.map(({ from, to }) => ({ start: from, end: to })) };
  }
  // Whose number it is matters: the next holder's new account is no news for the former holder's authorization.
  if (change.customerId !== customerId) return undefined;
  return { type: 'recordIdentifierChange', at, usagePointId, identifier: change.identifier };
}
