import { describe, expect, it } from '@jest/globals';
import { dataSetsAskedFor } from './data-sets-asked-for.js';
import { parseScope } from './parse-scope.js';

describe('dataSetsAskedFor', () => {
  it.each([
    ['FB=4_5', ['usage']],
    ['FB=4_5_15', ['billing', 'usage']],
    ['FB=46_47', ['basic', 'account']],
    ['FB=1_3_40', []],
    ['FB=1;AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment', ['basic', 'billing', 'account', 'usage', 'programEnrollment']],
  ])('%s', (scope, dataSets) => expect(dataSetsAskedFor(parseScope(scope))).toEqual(dataSets));
});
