import type { RecordRelease } from '@greenledger/contracts';

/** The id of the command that records a release: the same release id for the same authorization is the same command. */
export function releaseCommandId({ authorizationId, releaseId }: Pick<RecordRelease, 'authorizationId' | 'releaseId'>): string {
  return `release/${authorizationId}/${releaseId}`;
}
