/** The pure heart of an event-sourced aggregate. */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  decide(state: State, command: Command): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** A failed expectation; Jest shows its message. */
export class SpecificationFailure extends Error {
  override readonly name = 'SpecificationFailure';
}

/**
 * Given events, when a command, then events (or a refusal):
 *
 *     deciderSpecification(decider).given(granted).when(revoke).then(revoked);
 */
export function deciderSpecification<State, Command, Event>(decider: Decider<State, Command, Event>) {
  return {
    given: (...history: readonly (Event | readonly Event[])[]) => ({
      when: (command: Command) => outcome(decider, history.flat() as Event[], command),
    }),
  };
}

function outcome<State, Command, Event>(decider: Decider<State, Command, Event>, history: readonly Event[], command: Command) {
  const decide = (): readonly Event[] =>
    decider.decide(
      history.reduce<State>((state, event) => decider.evolve(state, event), decider.initial),
      command,
    );
  return {
    /** The command leads to exactly these events, none when none are named. */
    then(...expected: readonly (Event | readonly Event[])[]): void {
      const wanted = expected.flat();
      const actual = decide();
      if (text(actual) !== text(wanted)) throw new SpecificationFailure(`expected the events ${text(wanted)}, but got ${text(actual)}`);
    },
    /** The command is refused; `expected` is an error class, a part of the message, or the `code` of a ProblemError. */
    thenThrows(expected?: string | RegExp | (abstract new (...args: never[]) => Error)): void {
      let actual: readonly Event[];
      try {
        actual = decide();
      } catch (error) {
        if (matches(error, expected)) return;
        throw new SpecificationFailure(`expected a refusal that matches ${String(expected)}, but got ${String(error)}`);
      }
      throw new SpecificationFailure(`expected a refusal, but got the events ${text(actual)}`);
    },
  };
}

function matches(error: unknown, expected?: string | RegExp | (abstract new (...args: never[]) => Error)): boolean {
  if (expected === undefined) return true;
  if (typeof expected === 'function') return error instanceof expected;
  const message = error instanceof Error ? error.message : String(error);
  if (expected instanceof RegExp) return expected.test(message);
  return (error as { code?: unknown }).code === expected || message.includes(expected);
}

/** JSON with sorted members, so that the order in which members were written does not matter; absent equals undefined. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
