import {
  ProblemError,
  requestSubject,
  type CustomerRecord,
  type DataSet,
  type ReplyEnvelope,
  type RequestOf,
} from '@greenledger/contracts';
import { connectNats, type NatsConnection, type NatsCredentials } from '@greenledger/messaging';

type Asked = RequestOf<'meter-ingestion.read-customer-record'>;

/** The whole record of customer c-1 at up-1. */
export const CUSTOMER_RECORD: CustomerRecord = {
  changedAt: 1_767_225_600,
  name: 'Ada <Example>',
  kind: 'residential',
  digestSalt: '4f4a7e52-1d0a-4a5c-8a51-0f6f2f3b8d10',
  accounts: [
    {
      accountId: 'account-1',
      changedAt: 1_767_225_601,
      accountNumber: 'A-100200',
      lastBillAmount: 12_345_000,
      statements: [{ statementId: 'bill-1', issuedAt: 1_764_748_800, changedAt: 1_767_225_604 }],
      agreements: [
        {
          agreementId: 'agreement-1',
          usagePointId: 'up-1',
          serviceKind: 0,
          changedAt: 1_767_225_602,
          agreementNumber: 'SA-1001E1',
          period: { start: 1_700_000_000, end: null },
          address: '100 Alder St, Greenfield',
          postcode: '95999',
          meters: [
            { meterId: 'meter-1', meterNumber: 'EM10010001', installedAt: 1_700_000_000, removedAt: null, changedAt: 1_767_225_602 },
          ],
          rates: [{ tariff: 'E-TOU-C', period: { start: 1_700_000_000, end: null } }],
          programs: [
            {
              programId: 'program-1',
              code: 'SMART',
              name: 'SmartRate',
              status: 'enrolled',
              period: { start: 1_710_000_000, end: null },
              caisoResourceId: 'RES-7',
              caisoLocationId: 'SLAP_PGSB',
              changedAt: 1_767_225_603,
            },
          ],
        },
      ],
    },
  ],
};

/** A record as meter-ingestion cuts it to data sets. */
export function cutRecord(record: CustomerRecord, dataSets: readonly DataSet[]): CustomerRecord {
  const only = <T>(dataSet: DataSet, value: T, none: T): T => (dataSets.includes(dataSet) ? value : none);
  return {
    ...record,
    name: only('basic', record.name, null),
    kind: only('basic', record.kind, null),
    accounts: record.accounts.map((account) => ({
      ...account,
      accountNumber: only('account', account.accountNumber, null),
      lastBillAmount: only('billing', account.lastBillAmount, null),
      statements: only('billing', account.statements, []),
      agreements: account.agreements.map((agreement) => ({
        ...agreement,
        agreementNumber: only('account', agreement.agreementNumber, `••••${agreement.agreementNumber.slice(-4)}`),
        period: only('account', agreement.period, null),
        address: only('basic', agreement.address, null),
        postcode: only('basic', agreement.postcode, null),
        meters: only('account', agreement.meters, []),
        rates: only('billing', agreement.rates, []),
        programs: only('programEnrollment', agreement.programs, []),
      })),
    })),
  };
}

/** Answers data-delivery's request for customer records over real NATS, as the NATS user of meter-ingestion. */
export class MeterIngestionStandIn {
  readonly asked: Asked[] = [];
  /** Of customer c-1; every other one is unknown. */
  record: CustomerRecord | undefined = CUSTOMER_RECORD;
  /** What each answer waits for. */
  before: () => Promise<void> = async () => undefined;
  #connection: NatsConnection | undefined;

  constructor(private readonly credentials: NatsCredentials) {}

  async start(): Promise<void> {
    this.#connection = await connectNats(this.credentials);
    this.#connection.subscribe(requestSubject('meter-ingestion.read-customer-record'), {
      callback: (_error, message) => {
        // Nest's transport wraps requests as { id, data } and expects { id, response, isDisposed }.
        const { id, data } = message.json<{ id: string; data: Asked }>();
        void this.before().then(() => message.respond(JSON.stringify({ id, response: this.#answer(data), isDisposed: true })));
      },
    });
    await this.#connection.flush();
  }

  async stop(): Promise<void> {
    await this.#connection?.close();
  }

  #answer(asked: Asked): ReplyEnvelope<'meter-ingestion.read-customer-record'> {
    this.asked.push(asked);
    if (asked.customerId !== 'c-1' || !this.record) return { problem: new ProblemError('unknown-customer', 'unknown').toProblem() };
    return { reply: cutRecord(this.record, asked.dataSets) };
  }
}
