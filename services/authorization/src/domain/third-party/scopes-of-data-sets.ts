import type { DataSet } from '@greenledger/contracts';
import { formatScope } from '@greenledger/espi';

/** Common, OAuth without pre-negotiated scope, query parameters and notification: asked for by everybody (notes of ESPI 4.0, section 9). */
const ALWAYS = [1, 3, 13, 31, 37, 39];
/** Function blocks that carry a data set. Programs have none; they are named by the additional term, as PG&E does. */
const BLOCKS: Record<DataSet, readonly number[]> = {
  usage: [4, 5, 10],
  billing: [15, 16],
  basic: [46],
  account: [47],
  programEnrollment: [],
};
const WORDS: Record<DataSet, string> = {
  usage: 'Usage',
  billing: 'Billing',
  basic: 'Basic',
  account: 'Account',
  programEnrollment: 'ProgramEnrollment',
};
/** 48 months of 30.44 days, the longest history that may be asked for; seconds. */
const HISTORY_SECONDS = 126_240_000;

/** The one ESPI scope a company may ask for that wants these data sets; any narrower one lies within it. */
export function scopeOfDataSets(dataSets: readonly DataSet[]): string {
  const functionBlocks = [...ALWAYS, ...dataSets.flatMap((dataSet) => BLOCKS[dataSet])].sort((a, b) => a - b);
  return formatScope({
    functionBlocks,
    intervalDurations: [900, 3600, 86_400],
    blockDuration: 'daily',
    historyLength: HISTORY_SECONDS,
    additional: dataSets.includes('programEnrollment')
      ? [{ key: 'AdditionalScope', value: dataSets.map((dataSet) => WORDS[dataSet]).join('_') }]
      : [],
  });
}
