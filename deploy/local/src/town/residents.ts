/** One who has a contract with the demo utility. All invented; mail addresses are of the reserved domain example.net. */
export interface Resident {
  readonly customerNumber: string;
  readonly name: string;
  readonly email: string;
  readonly locale: 'en' | 'es' | 'ja';
}

const HOUSEHOLDS: ReadonlyArray<readonly [string, Resident['locale']]> = [
  ['Ana Rivera', 'en'],
  ['Ben Carter', 'en'],
  ['Linh Nguyen', 'en'],
  ['Kofi Mensah', 'en'],
  ['Haruka Sato', 'ja'],
  ['Lucía Morales', 'es'],
  ['Priya Natarajan', 'en'],
  ['Owen Fletcher', 'en'],
  ['Marisol Ortega', 'es'],
  ['Daniel Weiss', 'en'],
  ['Aiko Tanaka', 'ja'],
  ['Grace Kim', 'en'],
  ['Samuel Okafor', 'en'],
  ['Elena Petrova', 'en'],
  ['Javier Castillo', 'es'],
  ['Ruth Abrams', 'en'],
  ['Noah Lindqvist', 'en'],
  ['Fatima Haddad', 'en'],
  ['Walter Brandt', 'en'],
  ['Carmen Delgado', 'es'],
  ['Isaac Moreau', 'en'],
  ['Naomi Clarke', 'en'],
  ['Diego Fuentes', 'es'],
  ['Mei Chen', 'en'],
  ['Peter Novak', 'en'],
];

const BUSINESSES = ['Corner Bakery', 'Valley Dental Care', 'Juniper Brewing', 'Eastside Laundry', 'Two Rivers Workshop'];

const asResident = (name: string, locale: Resident['locale'], number: number): Resident => ({
  customerNumber: `C-${number}`,
  name,
  email: `${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')}@example.net`,
  locale,
});

/** The 25 households of the town, one home each. */
export const households: readonly Resident[] = HOUSEHOLDS.map(([name, locale], i) => asResident(name, locale, 100_001 + i));

/** The five businesses. */
export const businesses: readonly Resident[] = BUSINESSES.map((name, i) => asResident(name, 'en', 200_001 + i));

/** Lived in the home that Grace Kim moved into. */
export const formerResident: Resident = asResident('Thomas Ward', 'en', 100_026);
