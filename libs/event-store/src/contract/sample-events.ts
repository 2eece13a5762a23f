import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../event-store.js';

/** A stream name that no other test uses. */
export const freshStream = (): string => `sample-${randomUUID()}`;

/** An event with a fresh id, or with the one given. */
export function sampleEvent(data: unknown = { note: 'ünïcödé ✓' }, id: string = randomUUID()): NewEvent {
  return { id, type: 'SampleNoted', data, metadata: { occurredAt: '2026-01-02T03:04:05Z', actor: 'tester' } };
}

export const sampleEvents = (count: number): NewEvent[] => Array.from({ length: count }, (_, ordinal) => sampleEvent({ ordinal }));
