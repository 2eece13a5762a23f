import { DATA_SETS, type DataSet } from '@greenledger/contracts';
import { parseScope, type AdditionalScope } from '@greenledger/espi';

/** Function blocks of the Green Button standard that ask for a data set. */
const FUNCTION_BLOCKS: Record<DataSet, readonly number[]> = {
  usage: [4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 29],
  billing: [15, 16, 27, 28],
  basic: [46, 51, 53],
  account: [47, 54],
  programEnrollment: [],
};
/** PG&E's additional term names data sets in words: `AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment`. */
const WORDS: Record<DataSet, AdditionalScope> = {
  usage: 'Usage',
  billing: 'Billing',
  basic: 'Basic',
  account: 'Account',
  programEnrollment: 'ProgramEnrollment',
};

/** What can be delivered today. The others are named on the page, but cannot be ticked. */
export const DELIVERABLE: readonly DataSet[] = ['usage'];

/**
 * The data sets that an ESPI scope asks for, in the order of the contract.
 * @throws ScopeError for text that is no scope
 */
export function requestedDataSets(scope: string): readonly DataSet[] {
  const { functionBlocks, additionalScopes: words = [] } = parseScope(scope);
  return DATA_SETS.filter(
    (dataSet) => FUNCTION_BLOCKS[dataSet].some((block) => functionBlocks.includes(block)) || words.includes(WORDS[dataSet]),
  );
}
