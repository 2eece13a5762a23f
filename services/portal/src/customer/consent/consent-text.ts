import { DATA_SETS, PERSONAL_DATA_SETS, type ConsentRequestView, type DataSet } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';
import { requestedDataSets } from './requested-data-sets.js';

/** Who asks for what: by an authorize request, or by the company's registration when the customer begins. */
export type Asking = Pick<ConsentRequestView, 'thirdParty' | 'scope' | 'historyLength'>;

export interface DataSetText {
  readonly dataSet: DataSet;
  readonly title: string;
  readonly contents: string;
}

/** Everything a customer agrees to, as shown. The page prints exactly these texts, and their digest is kept with the consent. */
export interface ConsentText {
  readonly title: string;
  readonly asks: string;
  readonly purpose: string;
  readonly dataSets: readonly DataSetText[];
  /** Names the data sets that the company does not ask for. */
  readonly notAskedFor: string | undefined;
  /** The lengths of history to choose from, seconds; the first is what the company asks for. */
  readonly histories: ReadonlyArray<{ readonly seconds: number; readonly label: string }>;
  readonly durations: ReadonlyArray<{ readonly duration: Duration; readonly label: string }>;
  readonly terms: readonly string[];
}

export const DURATIONS = ['until', 'oneTime', 'noEnd'] as const;
export type Duration = (typeof DURATIONS)[number];

const DAY = 86_400;
const SHORTER_HISTORIES = [365 * DAY, 91 * DAY, 30 * DAY];

/** The domain of the company's site, which tells more than its name. */
export const domainOf = (request: Pick<Asking, 'thirdParty'>): string => new URL(request.thirdParty.clientUri).hostname;

export function consentText(request: Asking, utility: string, messages: Messages): ConsentText {
  const words = messages.consent;
  const { name, purpose, scopes } = request.thirdParty;
  const asked = requestedDataSets(request.scope, scopes);
  const others = DATA_SETS.filter((dataSet) => !asked.includes(dataSet)).map((dataSet) => words.dataSets[dataSet].title);
  return {
    title: words.title(name),
    asks: words.asks(name, domainOf(request), utility),
    purpose,
    dataSets: dataSetTexts(asked, words),
    notAskedFor: others.length > 0 ? words.notAskedFor(messages.list(others)) : undefined,
    histories: historyTexts(request.historyLength, words),
    durations: [
      { duration: 'until', label: words.durationUntil },
      { duration: 'oneTime', label: words.durationOneTime },
      { duration: 'noEnd', label: words.durationNoEnd },
    ],
    terms: words.terms(name, utility),
  };
}

/** What is not personal comes first. */
export const dataSetTexts = (dataSets: readonly DataSet[], words: Messages['consent']): readonly DataSetText[] =>
  [...dataSets]
    .sort((a, b) => Number(PERSONAL_DATA_SETS.includes(a)) - Number(PERSONAL_DATA_SETS.includes(b)))
    .map((dataSet) => ({ dataSet, ...words.dataSets[dataSet] }));

/** The lengths to choose from, the longest first. @param asked seconds */
export function historyTexts(asked: number, words: Messages['consent']): ConsentText['histories'] {
  const none = { seconds: 0, label: words.historyNone };
  if (asked === 0) return [none];
  const shorter = SHORTER_HISTORIES.filter((seconds) => seconds < asked * 0.9);
  return [
    { seconds: asked, label: words.historyAsked(words.span(asked)) },
    ...shorter.map((seconds) => ({ seconds, label: words.historyLess(words.span(seconds)) })),
    none,
  ];
}

/** One text per line, in the order of the page. */
export function canonicalConsentText(text: ConsentText): string {
  return [
    text.title,
    text.asks,
    text.purpose,
    ...text.dataSets.flatMap(({ title, contents }) => [title, contents]),
    ...(text.notAskedFor === undefined ? [] : [text.notAskedFor]),
    ...text.histories.map(({ label }) => label),
    ...text.durations.map(({ label }) => label),
    ...text.terms,
  ].join('\n');
}
