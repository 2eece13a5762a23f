import cluster from 'node:cluster';
import type { ServiceOptions } from '@greenledger/service-kit';

/**
 * What a process of data-delivery does: `feeds` answers HTTP; `background` follows the logs, prepares batches, compacts months and
 * answers requests over NATS; `all` does both.
 */
export const PROCESS_ROLES = ['all', 'feeds', 'background'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** What a role answers. */
export const ANSWERS: Record<ProcessRole, NonNullable<ServiceOptions['answers']>> = { all: 'both', feeds: 'http', background: 'requests' };

/** Whether this process is one of several that a first process started. */
export const hasFirstProcess = (): boolean => cluster.isWorker;
