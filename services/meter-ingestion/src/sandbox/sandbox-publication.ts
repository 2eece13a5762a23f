import { Injectable } from '@nestjs/common';
import { Outbox } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { sandboxEvents } from './sandbox-events.js';

/** Publishes the sandbox customer's usage points and readings, once in the life of a database. */
@Injectable()
export class SandboxPublication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  /** Commits the events, unless they are in the log already. Of calls at the same moment one writes and the others wait for it. */
  async ensure(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const written = await manager.query<unknown[]>(
        'INSERT INTO sandbox_publication DEFAULT VALUES ON CONFLICT DO NOTHING RETURNING published_at',
      );
      if (written.length > 0) await this.outbox.append(manager, sandboxEvents(new Date()));
    });
  }
}
