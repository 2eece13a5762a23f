import type { LogEntry, LogName } from '@greenledger/contracts';
import type { RequestClient } from '../requests/request-client.js';

const PAGE_ENTRIES = 500;

/**
 * Reads what follows `after` from the owner of a log.
 * @throws ProblemError `unavailable` when the owner does not answer; Error when its page has a hole, which no reader may pass.
 */
export async function readFromOwner(
  requests: RequestClient,
  log: LogName,
  after: number,
): Promise<{ readonly entries: readonly LogEntry[]; readonly head: number }> {
  const { entries, head } = await requests.request(`${log}.read-log`, { after, limit: PAGE_ENTRIES });
  entries.forEach(({ logIndex }, i) => {
    if (logIndex !== after + 1 + i) throw new Error(`the owner of the log ${log} sent entry ${logIndex} where ${after + 1 + i} must stand`);
  });
  return { entries, head };
}
