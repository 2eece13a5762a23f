import { custElement, custResource } from './customer-element.js';

/** Customer; null is left out. */
export interface CustomerResource {
  readonly name: string | null;
  /** A word of CustomerKind. */
  readonly kind: string | null;
}

export const customerXml = ({ name, kind }: CustomerResource): string =>
  custResource('Customer', custElement('kind', kind), custElement('customerName', name));
