import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Holding } from '@greenledger/contracts';
import { samePeriods } from '../domain/authorization/index.js';
import { AuthorizationCommands } from './command-authorization.js';
import { HeldServices } from './held-services.js';
import { currentMoment } from './moment.js';

/** Closes the gap between a look at the customer data and the event that was made of it. */
@Injectable()
export class RecordedHoldings {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(HeldServices) private readonly held: HeldServices,
  ) {}

  /**
   * Customer data that changed between the look and the append would otherwise be missed: the change was told before this
   * authorization named the usage point. So they are looked at once more.
   */
  async since(authorizationId: string, customerId: string, recorded: readonly Holding[]): Promise<void> {
    const usagePointIds = recorded.map(({ usagePointId }) => usagePointId);
    for (const [index, { usagePointId, periods }] of (await this.held.holdings(customerId, usagePointIds)).entries()) {
      if (samePeriods(periods, recorded[index]!.periods)) continue;
      const command = { type: 'recordHolding', at: currentMoment().seconds, usagePointId, periods } as const;
      await this.commands.run(authorizationId, command, { commandId: randomUUID() });
    }
  }
}
