import { custElement, custResource } from './customer-element.js';

/** CustomerAccount; null is left out. */
export interface CustomerAccountResource {
  readonly accountId: string | null;
  /** 1/100000 of the currency. */
  readonly lastBillAmount: number | null;
}

export const customerAccountXml = ({ accountId, lastBillAmount }: CustomerAccountResource): string =>
  custResource('CustomerAccount', custElement('lastBillAmount', lastBillAmount), custElement('accountId', accountId));
