import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CustomerQueries } from './customer-queries.js';
import { GuestLookup } from './guest-lookup.js';

describe('the look-up of a customer without an online account', () => {
  let service: RunningService;
  let customerId: string;
  beforeAll(async () => {
    service = await RunningService.start();
    const tail = '1 Elm St,95014,America/Los_Angeles,E-1,,,';
    const extract = extractOfRows(
      `C1,Ada,ada@example.org,en,12-345 67,SA-100,electric,2025-01-01,,SP1,${tail}`,
      `C2,Bo,bo@example.org,en,A2,G2,electric,2024-01-01,2025-01-01,SP2,${tail}`,
    );
    await service.settled((await service.upload('cis-extracts', extract)).importId);
    ({ customerId } = await service.get(CustomerQueries).byNumber('C1'));
  });
  afterAll(() => service.stop());
  const find = (accountNumber: unknown, agreementNumber: unknown, postcode: unknown) =>
    service.get(GuestLookup).find({ accountNumber, agreementNumber, postcode } as never);

  it.each([
    ['12-345 67', 'SA-100', '95014'],
    [' 1234567 ', 'sa100', '950 14'],
  ])('finds the customer by %s, %s and %s', async (...numbers) => {
    expect(await find(...(numbers as [string, string, string]))).toEqual({ customerId });
  });

  it.each<[string, unknown, unknown, unknown]>([
    ['a wrong account', '1234568', 'SA-100', '95014'],
    ['a wrong agreement', '1234567', 'SA-101', '95014'],
    ['a wrong postcode', '1234567', 'SA-100', '95015'],
    ['an agreement that has ended', 'A2', 'G2', '95014'],
    ['nothing', '', '', ''],
    ['a list', ['1234567'], 'SA-100', '95014'],
    ['a text that is far too long', '1'.repeat(1000), 'SA-100', '95014'],
  ])('finds nobody by %s', async (_case, ...numbers) => {
    expect(await find(...numbers)).toEqual({ customerId: null });
  });
});
