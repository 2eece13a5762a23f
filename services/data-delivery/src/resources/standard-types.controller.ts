import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { entryDocument, entryXml, FEED_TAIL } from '@greenledger/espi';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { BearerGuard } from '../access/bearer.guard.js';
import { parseFeedQuery, type FeedQuery } from '../access/feed-query.js';
import { localTimeParametersPath, readingTypePath, typeKeyOf } from '../feed/feed-addresses.js';
import { queryText } from '../feed/query-text.js';
import { headOf } from '../feed/render-feed.js';
import { localTimeParametersEntry, readingTypeEntry, STANDARD_DATE, type Entry } from '../feed/structural-entries.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { readChannels, type ChannelRow } from '../release/day-versions.js';
import { Paging } from '../release/paging.js';
import { ReleasePath } from '../release/release-path.js';
import { readTariffs } from '../tariffs/read-tariffs.js';
import { ATOM, sendDocument } from './espi-response.js';
import { Reads } from './reads.js';
import { recipientOf } from './recipient.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

type Raw = Record<string, unknown>;

/**
 * ReadingType and LocalTimeParameters: numbers of the standard that belong to nobody, so reading them is no release. Shown
 * are those that the authorization's own usage points refer to.
 */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class StandardTypesController {
  constructor(
    private readonly path: ReleasePath,
    private readonly uris: ResourceUris,
    private readonly dataSource: DataSource,
  ) {}

  @Reads('ReadingType', 'ReadingType/:id')
  async readingType(
    @Param('id') id: string | undefined,
    @Query() raw: Raw,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request);
    const query = parseFeedQuery(raw);
    const usagePoints = await this.path.usagePointsOf(recipient);
    const channels = await readChannels(
      usagePoints.map(({ usagePointId }) => usagePointId),
      undefined,
      this.dataSource,
    );
    const tariffs = await readTariffs(usagePoints, query, this.dataSource);
    const withCost = recipient.authorization.terms.dataSets.includes('billing');
    const typeKey = ({ usagePointId, readingTypeKey }: ChannelRow): string =>
      typeKeyOf({ readingTypeKey, marks: tariffs.get(usagePointId)?.marksOf(readingTypeKey, withCost) });
    const keys = [...new Set(channels.map(typeKey))].sort();
    const addresses = this.path.addresses(recipient);
    const entries = keys.filter((key) => id === undefined || readingTypePath(key) === id).map((key) => readingTypeEntry(key, addresses));
    this.#send('ReadingType', this.uris.readingType(), id, entries, query, reply);
  }

  @Reads('LocalTimeParameters', 'LocalTimeParameters/:id')
  async localTimeParameters(
    @Param('id') id: string | undefined,
    @Query() raw: Raw,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request);
    const query = parseFeedQuery(raw);
    const usagePoints = await this.path.usagePointsOf(recipient);
    const zones = [...new Set(usagePoints.map(({ timeZone }) => timeZone))].sort();
    const addresses = this.path.addresses(recipient);
    const entries = zones
      .filter((zone) => id === undefined || localTimeParametersPath(zone) === id)
      .map((zone) => localTimeParametersEntry(zone, addresses));
    this.#send('LocalTimeParameters', this.uris.localTimeParameters(), id, entries, query, reply);
  }

  #send(name: string, collection: string, id: string | undefined, entries: readonly Entry[], query: FeedQuery, reply: FastifyReply): void {
    if (id !== undefined) {
      const [entry] = entries;
      if (!entry)
        throw new ProblemError('not-found', `No usage point of this authorization refers to a ${name} of that id: follow its links.`);
      return sendDocument(reply, ATOM, entryDocument(entry.frame, entry.payload));
    }
    const { updatedMin = -Infinity, updatedMax = Infinity } = query;
    const paging = new Paging(query);
    const shown = entries.filter(({ frame }) => updatedMin <= frame.updated && frame.updated < updatedMax && paging.takes(() => frame.id));
    paging.finish();
    const body = shown.map(({ frame, payload }) => entryXml(frame, payload)).join('');
    const head = headOf({ resourceUri: collection, selfUri: collection + queryText(query) }, name, STANDARD_DATE);
    sendDocument(reply, ATOM, head + body + FEED_TAIL);
  }
}
