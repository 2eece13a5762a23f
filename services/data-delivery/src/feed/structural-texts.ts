import { entryXml } from '@greenledger/espi';
import type { PathIds } from '../access/pairwise-ids.js';
import type { PlannedChannel, PlannedUsagePoint } from '../release/release-plan.js';
import { typeKeyOf, type FeedAddresses } from './feed-addresses.js';
import { momentText } from './moment-texts.js';
import { meterReadingEntry, usagePointEntry } from './structural-entries.js';
import { TextTemplate } from './text-template.js';

/** Stand for a usage point and for a channel of it where a template is made. */
const [POINT, CHANNEL] = ['\ue000', '\ue001'];
const markOf = (name: string): string => (name === POINT ? '\ue002' : '\ue003');
const MARKED_PATHS: PathIds = { of: markOf, kept: markOf, series: (beginning) => (end) => markOf(beginning + end) };
const SUBSCRIPTION = '\ue004';
/** Moments that no entry has: ESPI is younger. */
const [PUBLISHED, UPDATED] = [1, 2];
/** Templates kept; there are as many as kinds of service, tariffs and reading types. */
const MOST = 1_000;

type ShownUsagePoint = Pick<PlannedUsagePoint, 'row' | 'summaries' | 'quality'>;

/**
 * The entries of usage points and meter readings as text: those of `structural-entries.ts`, each kind of which is written by it once and
 * then filled in.
 */
export class StructuralTexts {
  readonly #templates = new Map<string, TextTemplate>();

  usagePoint({ row, summaries, quality }: ShownUsagePoint, addresses: FeedAddresses): string {
    const { usagePointId, serviceKind, status, tariffProfile, timeZone, published, updated } = row;
    const linked = (summaries ? 1 : 0) + (quality ? 2 : 0);
    const key = `UsagePoint ${addresses.base}\n${serviceKind} ${status} ${linked} ${timeZone}\n${tariffProfile === null ? '' : `=${tariffProfile}`}`;
    const template = this.#templateOf(key, () => {
      const marked = addresses.marked(MARKED_PATHS, SUBSCRIPTION);
      const like = { row: { ...row, usagePointId: POINT, published: PUBLISHED, updated: UPDATED }, summaries, quality };
      return [usagePointEntry(like, marked), marked.atomId('UsagePoint', markOf(POINT))];
    });
    const path = addresses.usagePointPath(usagePointId);
    return template.fill([
      addresses.atomId('UsagePoint', path),
      addresses.subscriptionText,
      path,
      '',
      momentText(published),
      momentText(updated),
    ]);
  }

  meterReading(channel: PlannedChannel, addresses: FeedAddresses): string {
    const template = this.#templateOf(`MeterReading ${addresses.base}\n${typeKeyOf(channel)}`, () => {
      const marked = addresses.marked(MARKED_PATHS, SUBSCRIPTION);
      const like = { ...channel, usagePointId: POINT, published: PUBLISHED };
      return [meterReadingEntry(like, marked), marked.atomId('MeterReading', markOf(CHANNEL))];
    });
    const path = addresses.meterReadingPath(channel);
    const published = momentText(channel.published);
    return template.fill([
      addresses.atomId('MeterReading', path),
      addresses.subscriptionText,
      addresses.usagePointPath(channel.usagePointId),
      path,
      published,
      '',
    ]);
  }

  #templateOf(key: string, make: () => readonly [entry: Parameters<typeof entryOf>[0], id: string]): TextTemplate {
    const known = this.#templates.get(key);
    if (known) return known;
    const [entry, id] = make();
    const marks = [id, SUBSCRIPTION, markOf(POINT), markOf(CHANNEL), momentText(PUBLISHED), momentText(UPDATED)];
    const template = new TextTemplate(entryOf(entry), marks);
    if (this.#templates.size === MOST) this.#templates.clear();
    this.#templates.set(key, template);
    return template;
  }
}

const entryOf = ({ frame, payload }: ReturnType<typeof usagePointEntry>): string => entryXml(frame, payload);
