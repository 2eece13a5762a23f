import type { EspiScope } from './espi-scope.js';

/** The data sets of Share My Data, in the order of the contracts. */
const NAMES = ['basic', 'billing', 'account', 'usage', 'programEnrollment'] as const;
export type AskedDataSet = (typeof NAMES)[number];

/** Function blocks of the Green Button standard that ask for a data set. */
const FUNCTION_BLOCKS: Record<AskedDataSet, readonly number[]> = {
  usage: [4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 29],
  billing: [15, 16, 27, 28],
  basic: [46, 51, 53],
  account: [47, 54],
  programEnrollment: [],
};

/**
 * The data sets that a scope asks for: by its function blocks, and by PG&E's additional term that names them in words
 * (`AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment`).
 */
export function dataSetsAskedFor({ functionBlocks, additionalScopes = [] }: EspiScope): readonly AskedDataSet[] {
  const words = additionalScopes.map((name) => name.toLowerCase());
  return NAMES.filter(
    (name) => FUNCTION_BLOCKS[name].some((block) => functionBlocks.includes(block)) || words.includes(name.toLowerCase()),
  );
}
