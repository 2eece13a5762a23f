import { custElement, custGroup, custResource } from './customer-element.js';

/** ProgramDateIdMappings: what a programme of an agreement is called. */
export interface ProgramMapping {
  readonly code: string;
  readonly name: string;
  readonly note: string | null;
}

export const programDateIdMappingsXml = ({ code, name, note }: ProgramMapping): string =>
  custResource(
    'ProgramDateIdMappings',
    custGroup(
      'programDateIdMapping',
      custElement('programDateType', 'CUST_DR_PROGRAM_ENROLLMENT_DATE'),
      custElement('code', code),
      custElement('name', name),
      custElement('note', note),
    ),
  );
