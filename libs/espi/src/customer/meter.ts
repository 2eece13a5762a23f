import { custElement, custGroup, custResource } from './customer-element.js';

/** Meter, which is an EndDevice too; moments in seconds since 1970-01-01 UTC. */
export interface MeterResource {
  /** As the utility names the meter. */
  readonly serialNumber: string;
  readonly installedAt: number;
  readonly removedAt: number | null;
}

const members = ({ serialNumber, installedAt, removedAt }: MeterResource): string[] => [
  custElement('serialNumber', serialNumber),
  custGroup('lifecycle', custElement('installationDate', installedAt), custElement('removalDate', removedAt)),
  custElement('isVirtual', false),
];

export const meterXml = (meter: MeterResource): string => custResource('Meter', ...members(meter));

export const endDeviceXml = (meter: MeterResource): string => custResource('EndDevice', ...members(meter));
