import { describe, expect, it } from '@jest/globals';
import { deciderSpecification, SpecificationFailure, type Decider } from './decider-specification.js';

type Event = { type: 'Opened' | 'Closed'; by?: string };
const door: Decider<'open' | 'closed', 'open' | 'close', Event> = {
  initial: 'closed',
  evolve: (_, event) => (event.type === 'Opened' ? 'open' : 'closed'),
  decide(state, command) {
    if (state === 'open' && command === 'open') throw new RangeError('the door is open already');
    return state === (command === 'open' ? 'open' : 'closed') ? [] : [{ type: command === 'open' ? 'Opened' : 'Closed' }];
  },
};
const specification = deciderSpecification(door);

describe('deciderSpecification', () => {
  it('accepts the events that the command leads to, none included', () => {
    specification.given().when('open').then({ type: 'Opened' });
    specification.given({ type: 'Opened' }, { type: 'Closed' }).when('close').then();
    specification
      .given([{ type: 'Opened' }])
      .when('close')
      .then([{ type: 'Closed', by: undefined }]);
  });

  it('fails when other events come, or none, or a refusal', () => {
    expect(() => specification.given().when('open').then({ type: 'Closed' })).toThrow(SpecificationFailure);
    expect(() => specification.given().when('close').then({ type: 'Closed' })).toThrow(SpecificationFailure);
    expect(() => specification.given({ type: 'Opened' }).when('open').then()).toThrow(RangeError);
  });

  it('accepts only the refusal that is asked for', () => {
    const again = specification.given({ type: 'Opened' }).when('open');
    again.thenThrows();
    again.thenThrows(RangeError);
    again.thenThrows(/open already/);
    expect(() => again.thenThrows(TypeError)).toThrow(SpecificationFailure);
    expect(() => again.thenThrows('closed already')).toThrow(SpecificationFailure);
    expect(() => specification.given().when('open').thenThrows()).toThrow(SpecificationFailure);
  });
});
