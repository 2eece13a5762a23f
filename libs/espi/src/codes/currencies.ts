/** ISO 4217: letters to the number that ESPI writes. */
export const CURRENCIES: ReadonlyMap<string, number> = new Map([
  ['USD', 840],
  ['EUR', 978],
  ['AUD', 36],
  ['CAD', 124],
  ['CHF', 756],
  ['DKK', 208],
  ['GBP', 826],
  ['INR', 356],
  ['JPY', 392],
  ['NOK', 578],
  ['SEK', 752],
]);
