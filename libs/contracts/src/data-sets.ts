/** The five data sets a customer chooses one by one (mission M-08). */
export const DATA_SETS = ['basic', 'billing', 'account', 'usage', 'programEnrollment'] as const;
export type DataSet = (typeof DATA_SETS)[number];

/** Data sets that carry personal data: off unless asked for, never in one feed with usage. */
export const PERSONAL_DATA_SETS: readonly DataSet[] = ['basic', 'billing', 'account', 'programEnrollment'];
