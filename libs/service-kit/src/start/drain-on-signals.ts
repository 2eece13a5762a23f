import type { INestApplication, LoggerService } from '@nestjs/common';
import type { Lifecycle } from '../health/lifecycle.js';

/** Milliseconds after which a service that does not come to its end is ended all the same. */
const LIMIT = 25_000;

/** On SIGTERM or SIGINT: not ready, finish what runs, close connections, exit 0. Later signals change nothing. */
export function drainOnSignals(app: INestApplication, lifecycle: Lifecycle, logger: LoggerService): void {
  const drain = (signal: NodeJS.Signals): void => {
    if (lifecycle.stopping) return;
    lifecycle.stopping = true;
    logger.log(`${signal}: draining`, 'stop');
    const late = setTimeout(() => {
      logger.error(`not drained within ${LIMIT} ms: ending now`, 'stop');
      process.exit(1);
    }, LIMIT);
    app.close().then(
      () => {
        clearTimeout(late);
        logger.log('stopped', 'stop');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error(error instanceof Error ? error : String(error), 'stop');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}
