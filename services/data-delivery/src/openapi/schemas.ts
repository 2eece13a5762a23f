import { ERROR_CODES } from '@greenledger/contracts';
import { BILL_SCHEMAS } from './bill-schemas.js';
import { CUSTOMER_SCHEMAS } from './customer-schemas.js';
import { closed, list, orNull, refer, text, time, uri, whole, type Schema } from './schema-parts.js';

/** Every schema of the document, by name. A test holds real answers to them. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Problem: {
    type: 'object',
    description: 'RFC 9457. `detail` says what was refused, by which rule, and what to do.',
    required: ['type', 'code', 'title', 'status', 'detail'],
    properties: {
      type: { ...uri, description: 'The page of the code.' },
      code: { type: 'string', enum: Object.keys(ERROR_CODES) },
      title: text,
      status: whole,
      detail: text,
      correlationId: text,
      instance: { ...uri, description: 'The explanation of this refusal, which opens with the client_access_token.' },
    },
  },
  Reading: closed(
    {
      start: time,
      duration: { ...whole, description: 'Seconds; 0 for a register read.' },
      value: { ...whole, description: 'Times ten to the power of powerOfTenMultiplier, in the unit of the reading type.' },
      quality: { ...whole, description: 'ESPI QualityOfReading.' },
    },
    {
      cost: { ...whole, description: 'In 1/100000 of the currency of the meter reading, where a price is known.' },
      tou: { ...whole, description: 'Time of use, as the tariff numbers it, where its calendar is known.' },
    },
  ),
  IntervalBlock: closed({
    id: text,
    day: { type: 'string', format: 'date', description: 'Local day.' },
    published: time,
    updated: time,
    readings: list(refer('Reading')),
  }),
  MeterReading: closed(
    {
      id: text,
      href: uri,
      readingType: {
        ...closed(
          {
            commodity: whole,
            flowDirection: whole,
            accumulationBehaviour: whole,
            kind: whole,
            uom: whole,
            powerOfTenMultiplier: whole,
            intervalLength: whole,
          },
          { tou: { ...whole, description: 'Part of the day, where the readings are of one.' } },
        ),
        description: 'Codes of ESPI.',
      },
      labels: {
        ...closed({
          commodity: text,
          flowDirection: text,
          accumulationBehaviour: text,
          kind: text,
          unit: text,
          powerOfTenMultiplier: whole,
        }),
        description: 'The same in words.',
      },
      intervalBlocks: list(refer('IntervalBlock')),
    },
    { currency: { ...whole, description: 'Of costs: ISO 4217 number.' } },
  ),
  UsagePoint: closed(
    {
      subscription: { ...text, description: 'The authorization that it is shown under.' },
      id: text,
      href: uri,
      serviceKind: { ...whole, description: '0 electricity, 1 gas, 2 water.' },
      timeZone: text,
      status: whole,
      tariffProfile: orNull(text),
      meterReadings: list(refer('MeterReading')),
    },
    {
      usageSummaries: { ...list(refer('UsageSummary')), description: 'Bills, where the customer authorized billing.' },
      powerQualitySummaries: { ...list(refer('PowerQualitySummary')), description: 'Where any are known.' },
    },
  ),
  ...BILL_SCHEMAS,
  ...CUSTOMER_SCHEMAS,
  UsageDocument: closed({ resource: uri, usagePoints: list(refer('UsagePoint')) }),
  PreparedBatch: closed({
    id: text,
    state: { type: 'string', enum: ['queued', 'running', 'ready', 'failed', 'expired'] },
    resource: uri,
    contentType: text,
    correlationID: text,
    progress: closed({ unit: { type: 'string', enum: ['blocks', 'authorizations'] }, done: whole, total: orNull(whole) }),
    estimatedCompletion: orNull(time),
    createdAt: time,
    startedAt: orNull(time),
    finishedAt: orNull(time),
    expiresAt: orNull(time),
    result: orNull(closed({ href: uri, bytes: orNull(whole), storedBytes: orNull(whole), storedSha256: orNull(text) })),
    error: orNull(closed({ code: text, detail: text, type: uri })),
  }),
  PreparedBatches: closed({ keptDays: whole, jobs: list(refer('PreparedBatch')) }),
  Refusal: {
    type: 'object',
    required: ['id', 'at', 'request', 'answer', 'authorization', 'correlationId'],
    properties: {
      id: text,
      at: time,
      request: closed({ method: text, target: text, tokenKind: text, clientId: text }),
      answer: closed({ status: whole, code: text, detail: text, members: { type: 'object' } }),
      authorization: orNull(closed({ id: text, version: whole, termsVersion: whole, status: text })),
      correlationId: text,
    },
  },
  Refusals: closed({ keptDays: whole, refusals: list(refer('Refusal')) }),
};
