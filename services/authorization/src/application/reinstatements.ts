import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ProblemError } from '@greenledger/contracts';
import { endTokens } from '../oauth/artifact-adapter.js';
import type { AuthorizationCommands } from './command-authorization.js';
import { currentMoment } from './moment.js';
import type { ThirdParties } from './third-parties.js';

export interface Reinstatement {
  readonly authorizationId: string;
  /** The operator who does it. */
  readonly by: string;
  readonly reason: string;
}

/** The data custodian takes back that a company gave an authorization up (certification row MGA001). */
export class Reinstatements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: AuthorizationCommands,
    private readonly thirdParties: ThirdParties,
  ) {}

  /** @throws ProblemError `not-found`, `invalid-body`, or `conflict` with the rule that forbids it */
  async reinstate({ authorizationId, by, reason }: Reinstatement): Promise<void> {
    const state = await this.commands.state(authorizationId);
    if (state.status === 'none') throw new ProblemError('not-found', 'there is no such authorization; check the id');
    // Before the event: from the moment it is recorded, an access token from before the end would open the data again.
    if (state.status === 'revoked') await endTokens(this.dataSource, authorizationId);
    const thirdPartyStatus = await this.thirdParties.status(state.thirdPartyId);
    const command = { type: 'reinstateAuthorization', at: currentMoment().seconds, by, reason, thirdPartyStatus } as const;
    await this.commands.run(authorizationId, command, { commandId: `reinstate/${randomUUID()}`, actor: by });
  }
}
