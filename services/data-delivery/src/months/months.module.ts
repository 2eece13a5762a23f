import { Module } from '@nestjs/common';
import { CompactionWorker } from './compaction-worker.js';

/** Compacts the readings of closed months in the background. */
@Module({ providers: [CompactionWorker] })
export class MonthsModule {}
