import { ConfigurationError, JsonLogger } from '@greenledger/service-kit';
import { OwnRequestCounts } from '../access/request-counts.js';
import { rateLimitSettings, type DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { PreparationWorker } from '../prepared/preparation-worker.js';
import { startDataDelivery } from '../start-data-delivery.js';
import { onCall, tellFirstProcess } from './first-process.js';
import { ProcessGroup } from './process-group.js';
import { hasFirstProcess } from './process-role.js';

/**
 * Starts the service in this process alone, or as several: with FEED_PROCESSES above 1 this one becomes the first, which starts and
 * keeps the others. SIGTERM and SIGINT drain all of them and end this one with 0, or with an
 * error when one of them did not come to its end.
 * @throws what `startDataDelivery` throws; ConfigurationError for several processes of another role than `all`
 */
export async function startProcesses(configuration: DataDeliveryConfiguration): Promise<void> {
  const { FEED_PROCESSES: feedProcesses, DELIVERY_ROLE: role, LOG_LEVEL } = configuration;
  // One of them works in the background, which only one may.
  if (!hasFirstProcess() && feedProcesses > 1 && role !== 'all') {
    const reasons = [`must be 1 with DELIVERY_ROLE=${role}: start the service once for each process, each with a PORT of its own`];
    throw new ConfigurationError([{ variable: 'FEED_PROCESSES', reasons }]);
  }
  if (hasFirstProcess() || feedProcesses === 1) {
    const app = await startDataDelivery(configuration);
    if (role === 'background') onCall(() => app.get(PreparationWorker).wake());
    return tellFirstProcess({ type: 'ready' });
  }
  const group = new ProcessGroup({
    feedProcesses,
    counts: new OwnRequestCounts(rateLimitSettings(configuration)),
    logger: new JsonLogger('data-delivery', LOG_LEVEL),
    end: (code) => process.exit(code),
  });
  process.on('SIGTERM', () => group.stop());
  process.on('SIGINT', () => group.stop());
  await group.start();
}
