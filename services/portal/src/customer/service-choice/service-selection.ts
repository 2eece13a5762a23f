import type { ServiceView } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';
import { serviceLabel, serviceNote } from '../service-label.js';

/** A service on a form: what is ticked, and the words it is found by. */
export interface ServiceEntry {
  readonly usagePointId: string;
  readonly label: string;
  readonly note: string;
}

/** A service that cannot be chosen, with the reason. */
export interface UnavailableService {
  readonly label: string;
  readonly reason: string;
}

/** Above this many, the form has search, a count and hide-unselected. */
export const MOST_WITHOUT_SEARCH = 10;

export type Unavailability = keyof Messages['consent']['unavailable'];

/**
 * Why a service has nothing to share, if so.
 * @param historyFrom the earliest moment the company asks for, seconds since 1970-01-01 UTC
 */
export function unavailability({ meterNumbers, to }: ServiceView, historyFrom: number): Unavailability | undefined {
  if (meterNumbers.length === 0) return 'noMeter';
  return to !== null && to <= historyFrom ? 'ended' : undefined;
}

/** Parts a customer's services into those to choose from and those that have nothing to share. */
export function partServices(
  services: readonly ServiceView[],
  historyFrom: number,
): { available: readonly ServiceView[]; unavailable: ReadonlyArray<{ service: ServiceView; because: Unavailability }> } {
  const judged = services.map((service) => ({ service, because: unavailability(service, historyFrom) }));
  return {
    available: judged.filter(({ because }) => !because).map(({ service }) => service),
    unavailable: judged.flatMap(({ service, because }) => (because ? [{ service, because }] : [])),
  };
}

export const entryOf = (service: ServiceView, words: Messages['consent'], locale: string): ServiceEntry => ({
  usagePointId: service.usagePointId,
  label: serviceLabel(service, words),
  note: serviceNote(service, words, locale),
});

/** What of a long list is to be seen. */
export interface ListFilter {
  readonly search: string;
  readonly onlyChosen: boolean;
}

/** The entries to list: each word of the search occurs in the entry, and with `onlyChosen` it is ticked. */
export function listed(entries: readonly ServiceEntry[], chosen: readonly string[], { search, onlyChosen }: ListFilter): ServiceEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ usagePointId, label, note }) => {
    const text = `${label} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word)) && (!onlyChosen || chosen.includes(usagePointId));
  });
}

/** The buttons that change the list without deciding anything. */
export const LIST_TOOLS = ['search', 'chooseListed', 'chooseNone'] as const;
export type ListTool = (typeof LIST_TOOLS)[number];
export const isListTool = (decision: unknown): decision is ListTool => (LIST_TOOLS as readonly unknown[]).includes(decision);

/** What is ticked after a tool was used. */
export function chosenAfter(
  tool: ListTool,
  entries: readonly ServiceEntry[],
  chosen: readonly string[],
  view: ListFilter,
): readonly string[] {
  if (tool === 'search') return chosen;
  if (tool === 'chooseNone') return [];
  return [...new Set([...chosen, ...listed(entries, chosen, view).map(({ usagePointId }) => usagePointId)])];
}
