import { custElement, custGroup, custResource } from './customer-element.js';

/** ServiceLocation; null is left out. */
export interface ServiceLocationResource {
  /** Street and town in one line. */
  readonly address: string | null;
  readonly postcode: string | null;
  /** Absolute URIs, each equal to the self link of the UsagePoint in the usage feed (FB_58). */
  readonly usagePoints: readonly string[];
}

export function serviceLocationXml({ address, postcode, usagePoints }: ServiceLocationResource): string {
  const detail = custGroup('streetDetail', custElement('addressGeneral', address));
  const main = custGroup('mainAddress', detail, custElement('postalCode', postcode));
  const uris = usagePoints.map((uri) => custElement('UsagePoint', uri));
  return custResource('ServiceLocation', main, custGroup('UsagePoints', ...uris));
}
