import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { DataReleased, RecordRelease, ReleaseDecision } from '@greenledger/contracts';
import { StreamsMoved } from '@greenledger/event-store';
import { decideRelease } from '../domain/authorization/index.js';
import { AuthorizationCommands } from './command-authorization.js';
import { CompanyStatuses, unchangedCompany } from './company-statuses.js';
import { currentMoment } from './moment.js';
import { releaseCommandId } from './release-command.js';

/** Conflicts are other releases of the same authorization; each try loses only to one that won. */
const RETRIES = 100;
/** Tries after changes of the company, of which there are a few in its whole life. */
const COMPANY_RETRIES = 10;

/** Records releases before their bytes leave (design section 5, step 4). */
@Injectable()
export class Releases {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(CompanyStatuses) private readonly companies: CompanyStatuses,
  ) {}

  /**
   * Judges and records a release; the same release id again answers the first receipt.
   * @throws ProblemError `not-found` for an unknown authorization or company, `conflict` when the release id was used for other content
   */
  async record(release: RecordRelease): Promise<ReleaseDecision> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#record(release);
      } catch (error) {
        if (!(error instanceof StreamsMoved)) throw error;
        if (attempt === COMPANY_RETRIES) throw new ProblemError('conflict', 'the company is being changed; send the request again');
      }
    }
  }

  /** @throws StreamsMoved when the company changed between the look at it and the record: a suspension wins */
  async #record(release: RecordRelease): Promise<ReleaseDecision> {
    const { seconds } = currentMoment();
    const { thirdPartyId } = release;
    const company = await this.companies.read(thirdPartyId);
    if (!company) throw new ProblemError('not-found', 'there is no such third party');
    const command = { type: 'recordRelease', at: seconds, release, thirdPartyStatus: company.status } as const;
    const conditions = [unchangedCompany(thirdPartyId, company)];
    const options = { commandId: releaseCommandId(release), actor: thirdPartyId, retries: RETRIES, conditions };
    const { state, events } = await this.commands.run(release.authorizationId, command, options);

    const [recorded] = events;
    if (recorded?.type === 'DataReleased') {
      checkSame(recorded.data, release);
      const { version, recordedAt } = recorded;
      return { recorded: true, releaseId: release.releaseId, version, recordedAt };
    }
    if (recorded?.type === 'DataReleaseRefused') {
      return { recorded: false, code: recorded.data.code, detail: refusalDetail(decideRelease(state, command)) };
    }
    // Refused, and this hour holds the refusal already. The state is the one that was judged.
    const judgement = decideRelease(state, command);
    if (judgement.allowed) throw new ProblemError('internal', 'a release was allowed and not recorded');
    return { recorded: false, ...judgement.refusal };
  }
}

/** A receipt opens exactly the manifest it was given for. */
function checkSame(recorded: DataReleased['data'], asked: RecordRelease): void {
  const same =
    recorded.manifestDigest === asked.manifestDigest &&
    recorded.thirdPartyId === asked.thirdPartyId &&
    recorded.clientId === asked.clientId;
  if (!same) throw new ProblemError('conflict', 'the release id was used for another manifest; choose a new release id');
}

function refusalDetail(judgement: ReturnType<typeof decideRelease>): string {
  return judgement.allowed ? 'this release id was refused before; choose a new release id' : judgement.refusal.detail;
}
