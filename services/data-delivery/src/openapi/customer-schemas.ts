import { closed, list, orNull, text, time, uri, whole, type Schema } from './schema-parts.js';

const period = closed({ start: time, end: orNull(time) });
const agreement = closed({
  agreementNumber: { ...text, description: 'Masked where the data set account is not authorized.' },
  usagePoint: { ...uri, description: 'The UsagePoint of the usage feed.' },
  serviceKind: { ...whole, description: '0 electricity, 1 gas, 2 water.' },
  period: orNull(period),
  address: orNull(text),
  postcode: orNull(text),
  meters: list(closed({ serialNumber: text, installedAt: time, removedAt: orNull(time) })),
  tariffs: list(closed({ tariff: text, period })),
  programs: list(
    closed({
      ...{ code: text, name: text, status: { type: 'string', enum: ['enrolled', 'unenrolled', 'enrolledPending'] }, period },
      ...{ caisoResourceId: orNull(text), caisoLocationId: orNull(text) },
    }),
  ),
});

/** Customer records; what a data set does not cover is null or empty. */
export const CUSTOMER_SCHEMAS: Readonly<Record<string, Schema>> = {
  CustomerDocument: closed({
    resource: uri,
    customers: list(
      closed({
        retailCustomer: { ...text, description: 'The authorization.' },
        updated: time,
        name: orNull(text),
        kind: orNull(text),
        accounts: list(
          closed({
            accountNumber: orNull(text),
            lastBillAmount: orNull({ ...whole, description: 'In 1/100000 of the currency.' }),
            statements: list(closed({ issuedAt: time })),
            agreements: list(agreement),
          }),
        ),
      }),
    ),
  }),
};
