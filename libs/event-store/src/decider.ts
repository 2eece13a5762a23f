import type { DomainEvent } from '@greenledger/contracts';
import type { RecordedEvent } from './event-store.js';

/** The pure heart of an aggregate: what a command leads to, and what the events so far add up to. */
export interface Decider<Command, State, Event extends DomainEvent> {
  readonly initialState: State;
  /** The events that the command causes; none when there is nothing to do. Throws a ProblemError when a rule refuses it. */
  decide(command: Command, state: State): readonly Event[];
  /** Never throws: whatever is in the log has happened. */
  evolve(state: State, event: RecordedEvent<Event>): State;
}

/** The state that a stream's events add up to. */
export function stateOf<State, Event extends DomainEvent>(
  decider: Pick<Decider<never, State, Event>, 'initialState' | 'evolve'>,
  events: ReadonlyArray<RecordedEvent<Event>>,
): State {
  return events.reduce((state, event) => decider.evolve(state, event), decider.initialState);
}
