import type { CisDefaults } from '@greenledger/meter-formats';

/** What stands in for what an extract does not tell. */
export class CisDefaultValues implements CisDefaults {
  constructor(
    readonly timeZone: string,
    readonly serviceKind?: 0 | 1 | 2,
    readonly locale: string = 'en',
  ) {}
}
