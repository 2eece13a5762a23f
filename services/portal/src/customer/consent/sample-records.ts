/** 3 March 2026, 00:00 in California. */
const PERIOD_START = 1_772_524_800;
/** 2 April 2026, 00:00 in California: a day less one hour, for the clocks went forward. */
const PERIOD_END = 1_775_113_200;
/** Wh. */
const WATT_HOUR = 72;
const US_DOLLAR = 840;

/** A customer who does not exist, in the members that the delivery writes. Times in seconds since 1970-01-01 UTC, amounts in 1/100000 of the currency. */
export const SAMPLE = {
  timeZone: 'America/Los_Angeles',
  /** 3 March 2026, 17:00 in California, and two hours on: Wh, and whether the value was measured. */
  readings: { start: PERIOD_START + 17 * 3600, values: [842, 1310, 1104], estimated: [false, false, true] },
  address: '1 Sample Street, Verdant',
  postcode: '95000',
  kind: 'residential',
  accountNumber: '0000000000-1',
  agreementNumber: '0000000001',
  /** 12 January 2021. */
  agreementFrom: 1_610_438_400,
  meter: { serialNumber: 'M-00000001', installedAt: 1_610_438_400, removedAt: null },
  program: {
    code: 'THERMOSTAT',
    name: 'Smart Thermostat Days',
    status: 'enrolled',
    /** 1 June 2025. */
    period: { start: 1_748_761_200, end: null },
  },
  bill: {
    billingPeriod: { start: PERIOD_START, end: PERIOD_END },
    billLastPeriod: 8_417_000,
    billToDate: null,
    items: [
      { note: 'Generation', itemKind: 1, amount: 3_340_000, period: null },
      { note: 'Delivery', itemKind: 2, amount: 4_796_000, period: null },
      { note: 'Tax', itemKind: 5, amount: 281_000, period: null },
    ],
    currency: US_DOLLAR,
    consumption: { value: 312_000, uom: WATT_HOUR, powerOfTenMultiplier: 0, at: PERIOD_END },
    consumptionToDate: null,
    peakDemand: null,
    quality: 19,
    statusTimeStamp: PERIOD_END + 2 * 86_400,
    commodity: 1,
    tariffProfile: 'E-TOU-C',
  },
} as const;
