import { Injectable } from '@nestjs/common';
import { ProblemError, type ReplyOf, type RequestOf, type ServiceHealth, type UnreadableReason } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ReleasePath } from '../release/release-path.js';
import { BATCH } from '../release/resource-request.js';
import { explainGaps } from './explain-gaps.js';
import { channelHealth, judgedDays, speakingChannels } from './channel-health.js';

type Reply = ReplyOf<'data-delivery.describe-data-health'>;

const MOST_DAYS = 31;
const unreadable = (reason: UnreadableReason): Reply => ({ unreadable: reason, usagePoints: [] });

/** How fresh and how complete is what a company may fetch: worked out as a release would be, and never made. */
@Injectable()
export class DataHealth {
  constructor(
    private readonly requests: RequestClient,
    private readonly path: ReleasePath,
    private readonly dataSource: DataSource,
  ) {}

  /** @param now seconds since 1970-01-01 UTC. @throws ProblemError `not-found`, `bad-request`, `unavailable` */
  async of({ thirdPartyId, authorizationId, days }: RequestOf<'data-delivery.describe-data-health'>, now: number): Promise<Reply> {
    if (!(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS)) {
      throw new ProblemError('bad-request', `Ask for 1 to ${MOST_DAYS} days.`);
    }
    const authorization = await this.requests.request('authorization.get-authorization', { authorizationId });
    if (authorization.thirdPartyId !== thirdPartyId) throw new ProblemError('not-found', 'Your company has no such authorization.');
    if (authorization.status !== 'active') return unreadable('ended');
    if (!authorization.terms.dataSets.includes('usage')) return unreadable('no-usage');
    const recipient = { authorization, thirdPartyId, clientId: '' };
    const prepared = await this.path.prepare(BATCH, recipient, {}).catch((error: unknown) => {
      if (error instanceof ProblemError && ['release-refused', 'unavailable'].includes(error.code)) return undefined;
      throw error;
    });
    if (!prepared) return unreadable('not-readable');
    const { plan, addresses } = prepared;
    const usagePoints: ServiceHealth[] = [];
    for (const { row, windows, channels } of plan.usagePoints) {
      const { usagePointId, serviceKind, timeZone } = row;
      const judged = judgedDays(timeZone, now, days, windows);
      const speaking = speakingChannels(channels.map((channel) => channelHealth(channel, judged)));
      usagePoints.push({
        usagePointId: addresses.usagePointPath(usagePointId),
        serviceKind,
        timeZone,
        channels: await explainGaps(speaking, channels, judged, this.dataSource),
      });
    }
    return { unreadable: null, usagePoints };
  }
}
