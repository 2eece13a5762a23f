const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The words of the customer's own energy use: chart, table and download. */
export const enDownload = {
  navigation: 'My energy use',
  title: 'Your energy use',
  lead: 'What your meters measured, for you to see and to keep. Nobody else gets anything by this, and no company is told.',
  filterHeading: 'Show',
  service: 'Service',
  allServices: 'All services',
  from: 'From this day',
  to: 'To this day',
  apply: 'Show',
  dayWrong: 'Enter a day, for example 2026-06-30',
  reversed: 'The last day must not be before the first one',
  tooLong: 'Choose at most four years at a time',
  none: 'No readings have come for these days yet.',
  download: 'Download these readings',
  xml: 'Green Button file (XML)',
  xmlNote: 'Every reading with its quality, in the standard form that energy programs read.',
  /** Between the name of a file and what it is. */
  noteMark: '. ',
  csv: 'Table (CSV)',
  csvNote: 'One line per reading, for a spreadsheet. Times are in UTC, costs (where known) in 1/100,000 of the currency.',
  /** By commodity and flow direction of the standard. */
  kinds: {
    '1.1': 'Electricity from the grid',
    '1.19': 'Electricity to the grid',
    '1.4': 'Electricity, net',
    '1.20': 'Electricity, in all',
    '7.1': 'Gas',
    '9.1': 'Water',
  } as Record<string, string>,
  otherKind: 'Energy',
  every: { 300: 'every 5 minutes', 900: 'every 15 minutes', 1800: 'every half hour', 3600: 'every hour', 86400: 'once a day' } as Record<
    number,
    string
  >,
  /** @param every how often it is measured, where that is known */
  channel: (service: string, every: string | undefined) => (every ? `${service}, measured ${every}. ` : `${service}. `),
  chartHeading: (kind: string, unit: string, by: 'day' | 'month') => `${kind}: ${unit} by ${by}`,
  chartText: (kind: string, total: number, unit: string, bars: number, by: 'day' | 'month', most: number, when: string) =>
    `${kind}: ${number.format(total)} ${unit} over ${bars} ${by}${bars === 1 ? '' : 's'}; the most was ${number.format(most)} ${unit} in ${when}. The table below says the same in numbers.`,
  total: (total: number, unit: string) => `${number.format(total)} ${unit} in all`,
  table: (heading: string) => `The same as a table: ${heading}`,
  columns: {
    when: { day: 'Day', month: 'Month' },
    amount: (unit: string) => `Energy (${unit})`,
    readings: 'Readings',
    timeOfUse: 'Time of use',
    share: 'Share',
    cost: 'Cost',
  },
  timesOfUse: 'By time of use',
  timeOfUse: (tou: number) => `Time of use ${tou}`,
  noTimeOfUse: 'Not known',
  totalCost: (cost: string) => ` (energy for ${cost} at the prices of your rate)`,
  costNote:
    'Costs are those of the energy alone, at the prices of your rate for each reading. Fixed charges, tiers, taxes and credits are not in them: what you pay is on your bill.',
  amount: (value: number) => number.format(value),
  count: (value: number) => number.format(value),
};
