import { nameUuid, relatedLink, selfLink, upLink, type AtomLink } from '@greenledger/espi';
import type { PairwiseIds } from '../access/pairwise-ids.js';
import { channelName } from '../projections/channels.js';
import type { PlannedChannel } from '../release/release-plan.js';
import type { ResourceUris } from '../resources/resource-uris.js';
import { fastAtomId } from './atom-ids.js';
import { BlockFrames, type BlockFrame } from './block-heads.js';

type Channel = Pick<PlannedChannel, 'usagePointId' | 'readingTypeKey' | 'marks'>;

export interface Address {
  readonly id: string;
  readonly links: readonly [AtomLink, AtomLink, ...AtomLink[]];
}

/**
 * Ids and links of the entries of one subscription. Path ids are pairwise and the same under each authorization of a
 * company, so it knows a usage point again; Atom ids are UUID v5 of the subscription and the path id, so that no two entries
 * of a bulk feed share one (docs/adr: one Atom id for each Subscription).
 */
export class FeedAddresses {
  /** The usage point and the channel that were asked for last: each entry of theirs needs these again. */
  #lastUsagePoint: { readonly of: string; readonly path: string } | undefined;
  #lastMeterReading: { readonly of: string; readonly address: Address } | undefined;

  constructor(
    private readonly uris: ResourceUris,
    private readonly ids: PairwiseIds,
    private readonly subscriptionId: string,
  ) {}

  /** The subscription, which is the authorization. */
  get subscription(): string {
    return this.subscriptionId;
  }

  usagePointPath(usagePointId: string): string {
    if (this.#lastUsagePoint?.of !== usagePointId) this.#lastUsagePoint = { of: usagePointId, path: this.ids.of(usagePointId) };
    return this.#lastUsagePoint.path;
  }

  meterReadingPath({ usagePointId, readingTypeKey }: Channel): string {
    return this.ids.of(channelName(usagePointId, readingTypeKey));
  }

  intervalBlockPath({ usagePointId, readingTypeKey }: Channel, day: string): string {
    return this.ids.of(`${channelName(usagePointId, readingTypeKey)}/${day}`);
  }

  usageSummaryPath(billId: string): string {
    return this.ids.of(`bill/${billId}`);
  }

  powerQualityPath(summaryId: string): string {
    return this.ids.of(`power-quality/${summaryId}`);
  }

  /** @param linked the collections of summaries that it leads to */
  usagePoint(usagePointId: string, timeZone: string, linked: { readonly bills?: boolean; readonly powerQuality?: boolean } = {}): Address {
    const path = this.usagePointPath(usagePointId);
    const self = this.uris.usagePoint(this.subscriptionId, path);
    return {
      id: this.#atomId('UsagePoint', path),
      links: [
        selfLink(self, 'espi-entry/UsagePoint'),
        upLink(this.uris.usagePoint(this.subscriptionId), 'espi-feed/UsagePoint'),
        relatedLink(`${self}/MeterReading`, 'espi-feed/MeterReading'),
        ...(linked.bills ? [relatedLink(`${self}/UsageSummary`, 'espi-feed/UsageSummary')] : []),
        ...(linked.powerQuality ? [relatedLink(`${self}/ElectricPowerQualitySummary`, 'espi-feed/ElectricPowerQualitySummary')] : []),
        relatedLink(this.uris.localTimeParameters(localTimeParametersPath(timeZone)), 'espi-entry/LocalTimeParameters'),
      ],
    };
  }

  localTimeParameters(timeZone: string): Address {
    return this.#root('LocalTimeParameters', this.uris.localTimeParameters(), localTimeParametersPath(timeZone));
  }

  readingType(key: string): Address {
    return this.#root('ReadingType', this.uris.readingType(), readingTypePath(key));
  }

  meterReading(channel: Channel): Address {
    const of = `${channelName(channel.usagePointId, channel.readingTypeKey)}/${typeKeyOf(channel)}`;
    if (this.#lastMeterReading?.of !== of) this.#lastMeterReading = { of, address: this.#meterReading(channel) };
    return this.#lastMeterReading.address;
  }

  #meterReading(channel: Channel): Address {
    const path = this.meterReadingPath(channel);
    const up = `${this.uris.usagePoint(this.subscriptionId, this.usagePointPath(channel.usagePointId))}/MeterReading`;
    return {
      id: this.#atomId('MeterReading', path),
      links: [
        selfLink(`${up}/${path}`, 'espi-entry/MeterReading'),
        upLink(up, 'espi-feed/MeterReading'),
        relatedLink(`${up}/${path}/IntervalBlock`, 'espi-feed/IntervalBlock'),
        relatedLink(this.uris.readingType(readingTypePath(typeKeyOf(channel))), 'espi-entry/ReadingType'),
      ],
    };
  }

  /** A bill keeps its id when it is corrected, which only moves `updated`. */
  usageSummary(usagePointId: string, billId: string): Address {
    return this.#summary('UsageSummary', usagePointId, this.usageSummaryPath(billId));
  }

  powerQuality(usagePointId: string, summaryId: string): Address {
    return this.#summary('ElectricPowerQualitySummary', usagePointId, this.powerQualityPath(summaryId));
  }

  /** A block is one channel's local day: its id outlives corrections, which only move `updated`. */
  intervalBlock(channel: Channel, day: string): Address {
    return this.intervalBlocks(channel)(day);
  }

  /** The addresses of the blocks of one channel, day by day. */
  intervalBlocks(channel: Channel): (day: string) => Address {
    const up = `${this.meterReading(channel).links[0].href}/IntervalBlock`;
    const collection = upLink(up, 'espi-feed/IntervalBlock');
    return (day) => {
      const path = this.intervalBlockPath(channel, day);
      return { id: this.#atomId('IntervalBlock', path), links: [selfLink(`${up}/${path}`, 'espi-entry/IntervalBlock'), collection] };
    };
  }

  /** What stands around the blocks of one channel, day by day: `intervalBlocks` as text. */
  blockFrames(channel: Channel): (day: string, published: number, updated: number) => BlockFrame {
    const frames = new BlockFrames(`${this.meterReading(channel).links[0].href}/IntervalBlock`);
    return (day, published, updated) => {
      const path = this.intervalBlockPath(channel, day);
      return frames.of(this.#atomId('IntervalBlock', path), path, day, published, updated);
    };
  }

  #summary(name: string, usagePointId: string, path: string): Address {
    const up = `${this.uris.usagePoint(this.subscriptionId, this.usagePointPath(usagePointId))}/${name}`;
    return { id: this.#atomId(name, path), links: [selfLink(`${up}/${path}`, `espi-entry/${name}`), upLink(up, `espi-feed/${name}`)] };
  }

  /** ReadingType and LocalTimeParameters stand above all subscriptions, and once in a feed. */
  #root(name: string, collection: string, id: string): Address {
    const links: Address['links'] = [selfLink(`${collection}/${id}`, `espi-entry/${name}`), upLink(collection, `espi-feed/${name}`)];
    return { id: fastAtomId(`${this.uris.base}/${name}/${id}`), links };
  }

  #atomId(name: string, id: string): string {
    return fastAtomId(`${this.uris.base}/Subscription/${this.subscriptionId}/${name}/${id}`);
  }
}

/** Which ReadingType the readings of a channel are of. */
export const typeKeyOf = ({ readingTypeKey, marks }: Pick<Channel, 'readingTypeKey' | 'marks'>): string => marks?.typeKey ?? readingTypeKey;

/** Path ids of the two resources that belong to nobody: the same for every company. */
export const localTimeParametersPath = (timeZone: string): string => knownUuid(`LocalTimeParameters/${timeZone}`);
export const readingTypePath = (key: string): string => knownUuid(`ReadingType/${key}`);

/** There are a few dozen time zones and reading types, and every usage point of a bulk feed names one of each. */
const known = new Map<string, string>();
const MOST_KNOWN = 1_000;

function knownUuid(name: string): string {
  let id = known.get(name);
  if (id === undefined) {
    id = nameUuid(name);
    if (known.size < MOST_KNOWN) known.set(name, id);
  }
  return id;
}
