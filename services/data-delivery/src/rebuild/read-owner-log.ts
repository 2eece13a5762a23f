import { setTimeout as delay } from 'node:timers/promises';
import { ProblemError } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import type { ReadLogAfter } from './rebuild-read-model.js';

const PAGE_ENTRIES = 500;
/** A service that restarts is back within this many attempts. */
const ATTEMPTS = 30;
const PAUSE = 1_000;

/** Reads the log of meter-ingestion from its owner, and waits for an owner that is away. */
export const readOwnerLog =
  (requests: RequestClient): ReadLogAfter =>
  async (after) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await requests.request('meter-ingestion.read-log', { after, limit: PAGE_ENTRIES });
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'unavailable' || attempt === ATTEMPTS) throw error;
        await delay(PAUSE);
      }
    }
  };
