import { ProblemError, THIRD_PARTY_TESTS, type ThirdPartyTest } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

interface Asked {
  readonly thirdPartyId: string;
  /** As it came in the URL. */
  readonly test: string;
  /** As it came with the button. */
  readonly madeBy: unknown;
}

/** Asks for a run; one that is under way already is what was asked for too. @throws ProblemError `not-found` for no test of ours */
export async function askForRun(requests: RequestClient, { thirdPartyId, test, madeBy }: Asked): Promise<ThirdPartyTest> {
  const known = THIRD_PARTY_TESTS.find((one) => one === test);
  if (!known) throw new ProblemError('not-found', '');
  const request = { thirdPartyId, test: known, ...(madeBy === 'company' && ({ madeBy: 'company' } as const)) };
  await requests.request('authorization.run-third-party-test', request).catch((error: unknown) => {
    if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
  });
  return known;
}
