import type { DataSet } from '@greenledger/contracts';
import { dataSetsAskedFor, parseScope } from '@greenledger/espi';

/**
 * The data sets that an ESPI scope asks for, as far as the company is registered for them, in the order of the contract.
 * @param registered the scopes of the company's registration
 * @throws ScopeError for text that is no scope
 */
export function requestedDataSets(scope: string, registered: readonly string[]): readonly DataSet[] {
  const offered = registered.flatMap((one) => dataSetsAskedFor(parseScope(one)));
  return dataSetsAskedFor(parseScope(scope)).filter((dataSet) => offered.includes(dataSet));
}
