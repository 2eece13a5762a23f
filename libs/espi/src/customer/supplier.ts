import { custElement, custGroup, custResource } from './customer-element.js';

/** ServiceSupplier: the utility. */
export interface ServiceSupplierResource {
  readonly name: string | null;
  /** A word of SupplierKind. */
  readonly kind: 'utility';
}

export const serviceSupplierXml = ({ name, kind }: ServiceSupplierResource): string =>
  custResource('ServiceSupplier', custGroup('Organisation', custElement('organisationName', name)), custElement('kind', kind));
