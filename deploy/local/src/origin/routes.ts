import type { ServiceName } from '@greenledger/contracts';

/** Which service answers a path of the one public origin. The portal has everything that no other one has. */
export function serviceOf(path: string): ServiceName {
  if (/^\/oauth(?:\/|\?|$)/.test(path) || path.startsWith('/.well-known/oauth-authorization-server')) return 'authorization';
  if (/^\/DataCustodian(?:\/|\?|$)/.test(path)) return 'data-delivery';
  if (/^\/ingest(?:\/|\?|$)/.test(path)) return 'meter-ingestion';
  return 'portal';
}
