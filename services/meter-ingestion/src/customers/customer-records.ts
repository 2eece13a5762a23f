import { Injectable } from '@nestjs/common';
import {
  ProblemError,
  type AccountRecord,
  type AgreementRecord,
  type CustomerRecord,
  type DataSet,
  type Period,
  type RequestOf,
  type ServiceKind,
} from '@greenledger/contracts';
import { nameUuid } from '@greenledger/espi';
import { DataSource } from 'typeorm';
import { maskNumber } from './mask-number.js';
import { AGREEMENTS, CUSTOMER, STATEMENTS } from './customer-record-queries.js';

/** Gives out what one customer released of the own records: nothing of another holder, nothing that no data set covers. */
@Injectable()
export class CustomerRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError `unknown-customer`. */
  async read({ customerId, usagePointIds, dataSets, period }: RequestOf<'meter-ingestion.read-customer-record'>): Promise<CustomerRecord> {
    const shown = (dataSet: DataSet): boolean => dataSets.includes(dataSet);
    const [customer]: CustomerRow[] = await this.dataSource.query(CUSTOMER, [String(customerId)]);
    if (!customer) {
      const detail = 'No CIS extract holds this customer. Check the number, or deliver an extract that holds it.';
      throw new ProblemError('unknown-customer', detail);
    }
    const [from, to] = [period.start, period.end];
    const rows: AgreementRow[] = await this.dataSource.query(AGREEMENTS, [customer.id, usagePointIds, from, to]);
    const statements: StatementRow[] = shown('billing')
      ? await this.dataSource.query(STATEMENTS, [customer.id, usagePointIds, from, to])
      : [];
    const accounts = new Map<string, AgreementRow[]>();
    for (const row of rows) accounts.set(row.accountId, [...(accounts.get(row.accountId) ?? []), row]);
    return {
      changedAt: customer.changedAt,
      name: shown('basic') ? customer.name : null,
      kind: shown('basic') ? customer.kind : null,
      digestSalt: customer.digestSalt,
      accounts: [...accounts].map(([accountId, own]): AccountRecord => {
        const bills = statements.filter((statement) => statement.accountId === accountId);
        return {
          accountId,
          changedAt: own[0]!.accountChangedAt,
          accountNumber: shown('account') ? own[0]!.accountNumber : null,
          agreements: own.map((row) => agreementOf(row, shown)),
          statements: bills.map(({ statementId, issuedAt, changedAt }) => ({ statementId, issuedAt, changedAt })),
          lastBillAmount: bills[0]?.amount ?? null,
        };
      }),
    };
  }
}

function agreementOf(row: AgreementRow, shown: (dataSet: DataSet) => boolean): AgreementRecord {
  return {
    agreementId: row.agreementId,
    usagePointId: row.usagePointId,
    serviceKind: row.serviceKind,
    changedAt: row.changedAt,
    agreementNumber: shown('account') ? row.agreementNumber : maskNumber(row.agreementNumber),
    period: shown('account') ? { start: row.from, end: row.to } : null,
    address: shown('basic') ? row.address : null,
    postcode: shown('basic') ? row.postcode : null,
    meters: shown('account')
      ? row.meters.map((meter) => ({ meterId: nameUuid(`meter/${row.usagePointId}/${meter.meterNumber}/${meter.installedAt}`), ...meter }))
      : [],
    rates: shown('billing') ? row.rates : [],
    programs: shown('programEnrollment')
      ? row.programs.map((program) => ({
          programId: nameUuid(`program/${row.agreementId}/${program.code}/${program.period.start}`),
          ...program,
        }))
      : [],
  };
}

interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly digestSalt: string;
  readonly changedAt: number;
}

interface AgreementRow {
  readonly accountId: string;
  readonly accountNumber: string;
  readonly accountChangedAt: number;
  readonly agreementId: string;
  readonly agreementNumber: string;
  readonly usagePointId: string;
  readonly serviceKind: ServiceKind;
  readonly address: string;
  readonly postcode: string;
  readonly from: number;
  readonly to: number | null;
  readonly changedAt: number;
  readonly meters: readonly { meterNumber: string; installedAt: number; removedAt: number | null; changedAt: number }[];
  readonly rates: readonly { tariff: string; period: Period }[];
  readonly programs: readonly Omit<AgreementRecord['programs'][number], 'programId'>[];
}

interface StatementRow {
  readonly accountId: string;
  readonly statementId: string;
  readonly issuedAt: number;
  readonly amount: number;
  readonly changedAt: number;
}
