import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OAuthSettings } from './oauth-settings.js';

const EVERY_MS = 60_000;
/** Rows deleted at a time: a long transaction would hold up the token endpoint. */
const BATCH = 1000;
/** An expired refresh token is kept this long, so that its second use is still seen as one. Seconds. */
const KEEP = 3600;

/** Deletes what OAuth has no more use for: expired codes, tokens and interactions, and answers to consent requests that ended. */
@Injectable()
export class ArtifactSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ArtifactSweep.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @param now seconds since 1970-01-01 UTC. @returns the number of rows deleted */
  async sweep(now: number = Math.floor(Date.now() / 1000)): Promise<number> {
    const artifacts = await this.delete(
      `DELETE FROM oauth_artifact WHERE ctid IN (SELECT ctid FROM oauth_artifact WHERE expires_at < $1 LIMIT ${BATCH}) RETURNING 1`,
      now - KEEP,
    );
    const answers = await this.delete(
      `DELETE FROM consent_answer WHERE ctid IN
         (SELECT ctid FROM consent_answer WHERE answered_at < to_timestamp($1) LIMIT ${BATCH}) RETURNING 1`,
      now - this.settings.interactionSeconds - KEEP,
    );
    return artifacts + answers;
  }

  private async delete(sql: string, before: number): Promise<number> {
    for (let total = 0; ;) {
      const [rows] = await this.dataSource.query<[unknown[], number]>(sql, [before]);
      total += rows.length;
      if (rows.length < BATCH) return total;
    }
  }

  private async sweepQuietly(): Promise<void> {
    try {
      const rows = await this.sweep();
      if (rows > 0) this.logger.log(`${rows} expired OAuth rows deleted`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`expired OAuth rows stay for now, next try in ${EVERY_MS / 1000} s: ${reason}`);
    }
  }
}
