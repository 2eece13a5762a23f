import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ADDITIONAL_SCOPES, BLOCK_DURATIONS, ScopeError, type EspiScope } from './espi-scope.js';
import { formatScope } from './format-scope.js';
import { isWithinOffer } from './is-within-offer.js';
import { parseScope } from './parse-scope.js';

const EXAMPLE =
  'FB=1_3_4_5_13_31_37_39;IntervalDuration=900_3600;BlockDuration=daily;HistoryLength=94608000;SubscriptionFrequency=daily;AccountCollection=2;BR=0f1e';

const scopes: fc.Arbitrary<EspiScope> = fc.record(
  {
    functionBlocks: fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 12 })
      .map((list) => list.sort((a, b) => a - b)),
    additional: fc.constantFrom([], [{ key: 'dataCustodianId', value: 'x' }]),
    additionalScopes: fc.subarray([...ADDITIONAL_SCOPES], { minLength: 1 }),
    blockDuration: fc.constantFrom(...BLOCK_DURATIONS),
    historyLength: fc.integer({ min: 0, max: 200_000_000 }),
    intervalDurations: fc.uniqueArray(fc.constantFrom(300, 900, 1800, 3600), { minLength: 1 }).map((list) => list.sort((a, b) => a - b)),
  },
  { requiredKeys: ['functionBlocks', 'additional'] },
);

describe('ESPI scope', () => {
  it('reads the example of the standard', () => {
    expect(parseScope(EXAMPLE)).toEqual({
      functionBlocks: [1, 3, 4, 5, 13, 31, 37, 39],
      intervalDurations: [900, 3600],
      blockDuration: 'daily',
      historyLength: 94_608_000,
      subscriptionFrequency: 'daily',
      accountCollection: 2,
      bulkId: '0f1e',
      additional: [],
    });
    expect(formatScope(parseScope(EXAMPLE))).toBe(EXAMPLE);
  });

  it('takes other orders and letter cases, and keeps terms it does not know', () => {
    const scope = parseScope('historyLength=100;dataCustodianId=GL;FB=5_4');
    expect(formatScope(scope)).toBe('FB=4_5;HistoryLength=100;dataCustodianId=GL');
  });

  it("reads PG&E's AdditionalScope as data sets, of which a part may be asked for", () => {
    const offer = parseScope('FB=1_3_4_5_15_16_46_47;BlockDuration=Daily;AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment');
    expect(offer.additionalScopes).toEqual(['Usage', 'Billing', 'Basic', 'Account', 'ProgramEnrollment']);
    const asked = parseScope('FB=4_5;additionalscope=billing_Usage_usage');
    expect(formatScope(asked)).toBe('FB=4_5;AdditionalScope=Usage_Billing');
    expect(isWithinOffer(asked, offer)).toBe(true);
    expect(isWithinOffer(offer, { ...offer, additionalScopes: ['Usage'] })).toBe(false);
  });

  it.each([
    ['FB=4;AdditionalScope=Usage_Prices', 'AdditionalScope'],
    ['FB=4;AdditionalScope=Usage;AdditionalScope=Basic', 'twice'],
    ['', 'empty'],
    ['HistoryLength=5', 'FB'],
    ['FB=4 5', 'blank'],
    ['FB=04', 'leading zeros'],
    ['FB=4;FB=5', 'twice'],
    ['FB=4;BlockDuration=hourly', 'BlockDuration'],
    ['FB=4;HistoryLength=-1', 'HistoryLength'],
    ['FB=4;', 'key=value'],
    [`FB=4;x=${'y'.repeat(256)}`, 'longer'],
  ])('refuses %j and says why', (text, word) => {
    expect(() => parseScope(text)).toThrow(ScopeError);
    expect(() => parseScope(text)).toThrow(word);
  });

  it('is the same after writing and reading', () => {
    fc.assert(fc.property(scopes, (scope) => expect(parseScope(formatScope(scope))).toEqual(scope)));
  });

  it('offers what it holds, and no block or history more', () => {
    fc.assert(
      fc.property(scopes, (offer) => {
        expect(isWithinOffer(offer, offer)).toBe(true);
        expect(isWithinOffer({ ...offer, functionBlocks: [...offer.functionBlocks, 100] }, offer)).toBe(false);
        const longer = { ...offer, historyLength: (offer.historyLength ?? 0) + 1 };
        expect(isWithinOffer(longer, offer)).toBe(offer.historyLength === undefined);
        expect(isWithinOffer({ ...offer, additional: [{ key: 'more', value: '1' }] }, offer)).toBe(false);
      }),
    );
  });
});
