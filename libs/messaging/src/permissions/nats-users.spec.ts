import { describe, expect, it } from '@jest/globals';
import { testPasswords } from '../test-rig/test-passwords.js';
import { natsUsers } from './nats-users.js';

describe('natsUsers', () => {
  const users = natsUsers(testPasswords);
  const of = (service: string) => users.find(({ user }) => user === service)!.permissions;

  it('lets a service serve its own requests and read its own inbox only', () => {
    for (const { user, permissions } of users) {
      expect(permissions.subscribe).toEqual(expect.arrayContaining([`_INBOX_${user}.>`, `gl.req.${user}.*`]));
      expect(permissions.subscribe.filter((subject) => subject.startsWith('_INBOX')).length).toBe(1);
    }
  });

  it('lets only the owner write to a log', () => {
    const writers = users.filter(({ permissions }) => permissions.publish.includes('gl.evt.authorization.>')).map(({ user }) => user);
    expect(writers).toEqual(['authorization']);
  });

  it('lets a caller ask what the contracts say, and nothing else', () => {
    expect(of('data-delivery').publish).toContain('gl.req.authorization.record-release');
    expect(of('portal').publish).not.toContain('gl.req.authorization.record-release');
    expect(of('portal').publish.some((subject) => subject.startsWith('$JS'))).toBe(false);
  });
});
