import { atomId, nameUuid, relatedLink, selfLink, upLink, type AtomLink } from '@greenledger/espi';
import type { PairwiseIds } from '../access/pairwise-ids.js';
import { channelName } from '../projections/channels.js';
import type { PlannedChannel } from '../release/release-plan.js';
import type { ResourceUris } from '../resources/resource-uris.js';

export interface Address {
  readonly id: string;
  readonly links: readonly [AtomLink, AtomLink, ...AtomLink[]];
}

/**
 * Ids and links of the entries of one subscription. Path ids are pairwise; Atom ids are UUID v5 of them without the
 * subscription, so a usage point keeps its id when the customer authorizes the same company anew.
 */
export class FeedAddresses {
  constructor(
    private readonly uris: ResourceUris,
    private readonly ids: PairwiseIds,
    private readonly subscriptionId: string,
  ) {}

  usagePoint(usagePointId: string, timeZone: string): Address {
    const path = this.ids.of(usagePointId);
    const self = this.uris.usagePoint(this.subscriptionId, path);
    return {
      id: this.#atomId('UsagePoint', path),
      links: [
        selfLink(self, 'espi-entry/UsagePoint'),
        upLink(this.uris.usagePoint(this.subscriptionId), 'espi-feed/UsagePoint'),
        relatedLink(`${self}/MeterReading`, 'espi-feed/MeterReading'),
        relatedLink(this.uris.localTimeParameters(nameUuid(`LocalTimeParameters/${timeZone}`)), 'espi-entry/LocalTimeParameters'),
      ],
    };
  }

  localTimeParameters(timeZone: string): Address {
    return this.#root('LocalTimeParameters', this.uris.localTimeParameters(), nameUuid(`LocalTimeParameters/${timeZone}`));
  }

  readingType(key: string): Address {
    return this.#root('ReadingType', this.uris.readingType(), nameUuid(`ReadingType/${key}`));
  }

  meterReading(channel: PlannedChannel): Address {
    const path = this.ids.of(channelName(channel.usagePointId, channel.readingTypeKey));
    const up = `${this.uris.usagePoint(this.subscriptionId, this.ids.of(channel.usagePointId))}/MeterReading`;
    return {
      id: this.#atomId('MeterReading', path),
      links: [
        selfLink(`${up}/${path}`, 'espi-entry/MeterReading'),
        upLink(up, 'espi-feed/MeterReading'),
        relatedLink(`${up}/${path}/IntervalBlock`, 'espi-feed/IntervalBlock'),
        relatedLink(this.uris.readingType(nameUuid(`ReadingType/${channel.readingTypeKey}`)), 'espi-entry/ReadingType'),
      ],
    };
  }

  /** A block is one channel's local day: its id outlives corrections, which only move `updated`. */
  intervalBlock(channel: PlannedChannel, day: string): Address {
    const path = this.ids.of(`${channelName(channel.usagePointId, channel.readingTypeKey)}/${day}`);
    const up = `${this.meterReading(channel).links[0].href}/IntervalBlock`;
    return {
      id: this.#atomId('IntervalBlock', path),
      links: [selfLink(`${up}/${path}`, 'espi-entry/IntervalBlock'), upLink(up, 'espi-feed/IntervalBlock')],
    };
  }

  #root(name: string, collection: string, id: string): Address {
    const links: Address['links'] = [selfLink(`${collection}/${id}`, `espi-entry/${name}`), upLink(collection, `espi-feed/${name}`)];
    return { id: this.#atomId(name, id), links };
  }

  #atomId(name: string, id: string): string {
    return atomId(`${this.uris.base}/${name}/${id}`);
  }
}
