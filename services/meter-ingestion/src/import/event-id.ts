import { nameUuid } from '@greenledger/espi';

/** Id of an event of an import: the same import and part give the same id for ever, so an event can be written only once. */
export const importEventId = (importId: string, part: string): string => nameUuid(`greenledger:meter-ingestion:import:${importId}:${part}`);
