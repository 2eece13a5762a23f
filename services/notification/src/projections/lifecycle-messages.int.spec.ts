import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_CUSTOMER_ID, type AuthorizationEvent, type AuthorizationGranted } from '@greenledger/contracts';
import {
  eventually,
  granted,
  ORIGIN,
  registered,
  startNotificationStack,
  terms,
  type NotificationStack,
} from '../testing/notification-stack.js';

/** Every event of the lifecycle, and what its mail says. */
const EVENTS: readonly [string, (authorizationId: string) => AuthorizationEvent, RegExp][] = [
  ['an end', (authorizationId) => ({ type: 'AuthorizationExpired', data: { authorizationId, expiredAt: 1 } }), /has reached its end/],
  [
    'an end for want of use',
    (authorizationId) => ({ type: 'AuthorizationExpired', data: { authorizationId, expiredAt: 1, cause: 'unused' } }),
    /not fetched your data for a long time/,
  ],
  [
    'a share for one time that was fetched',
    (authorizationId) => ({
      type: 'AuthorizationModified',
      data: { authorizationId, terms, change: 'narrowed', cause: 'oneTimeReleased' },
    }),
    /the data that you shared once/,
  ],
  [
    'a move-out',
    (authorizationId) => ({
      type: 'UsagePointHoldingChanged',
      data: { authorizationId, usagePointId: 'up-1', periods: [{ start: 0, end: 86_400 }] },
    }),
    /The service is yours: from December 31, 1969 at 4:00\sPM PST to January 1, 1970 at 4:00\sPM PST/,
  ],
  [
    'a new meter',
    (authorizationId) => ({ type: 'ServiceIdentifierChanged', data: { authorizationId, usagePointId: 'up-1', identifier: 'meter' } }),
    /was exchanged/,
  ],
  [
    'a new account number',
    (authorizationId) => ({ type: 'ServiceIdentifierChanged', data: { authorizationId, usagePointId: 'up-1', identifier: 'account' } }),
    /account of a service .* has a new number/,
  ],
  [
    'the end that comes near',
    (authorizationId) => ({ type: 'AuthorizationReminderDue', data: { authorizationId, reminder: 'ending', dueFor: 1 } }),
    /ends soon/,
  ],
  [
    'another year',
    (authorizationId) => ({ type: 'AuthorizationReminderDue', data: { authorizationId, reminder: 'yearly', dueFor: 1 } }),
    /Once a year/,
  ],
  [
    'a reinstatement',
    (authorizationId) => ({ type: 'AuthorizationReinstated', data: { authorizationId, by: 'operator-7', reason: 'by mistake' } }),
    /in force again with the terms .* end the permission at any time/,
  ],
];

describe('what happens to an authorization', () => {
  let stack: NotificationStack;
  beforeAll(async () => {
    stack = await startNotificationStack();
    stack.append(registered('t-1', stack.receiver.url));
  });
  afterAll(() => stack?.stop());

  it.each(EVENTS)('tells the company and the customer of %s, once each', async (_name, event, words) => {
    const id = `a-${EVENTS.findIndex(([name]) => name === _name)}`;
    const mails = () => stack.mailbox.messages.filter(({ source }) => source.includes(`${ORIGIN}/authorizations/${id}`));
    const posts = () => stack.receiver.received.filter(({ body }) => body.includes(`/Authorization/${id}<`));
    stack.append(granted(id, 't-1'));
    stack.append(event(id));
    await eventually(() => mails().length === 2 && posts().length === 2);
    // Quoted-printable breaks lines with "=" at their ends.
    expect(
      mails()[1]!
        .source.replace(/=\r?\n/g, '')
        .replace(/\s+/g, ' '),
    ).toMatch(words);
  });

  it('no longer tells of data that arrived after a move-out', async () => {
    const told = (text: string) => stack.receiver.received.filter(({ body }) => body.includes(text));
    stack.append(granted('a-moved', 't-1'));
    const [, moveOut] = EVENTS.find(([name]) => name === 'a move-out')!;
    stack.append(moveOut('a-moved'));
    stack.append(granted('a-stays', 't-1'));
    await eventually(() => told('/Authorization/a-moved<').length === 2 && told('/Authorization/a-stays<').length === 1);
    const usagePoints = [{ usagePointId: 'up-1', start: 1_750_000_000, end: 1_750_003_600 }];
    stack.arrive({ importId: 'i', part: 0, last: true, usagePoints, readings: { added: 1, corrected: 0, duplicate: 0, superseded: 0 } });
    await eventually(() => told('a-stays?published-min').length === 1);
    expect(told('a-moved?published-min')).toEqual([]);
  });

  it('tells nothing of a move-out while the authorization has ended, and keeps it for a reinstatement', async () => {
    const told = (text: string) => stack.receiver.received.filter(({ body }) => body.includes(text));
    const [, moveOut] = EVENTS.find(([name]) => name === 'a move-out')!;
    const [, reinstated] = EVENTS.find(([name]) => name === 'a reinstatement')!;
    stack.append(granted('a-back', 't-1'));
    stack.append({ type: 'AuthorizationRevoked', data: { authorizationId: 'a-back', by: 'thirdParty', reason: 'mistake' } });
    stack.append(moveOut('a-back'));
    stack.append(reinstated('a-back'));
    stack.append(granted('a-beside', 't-1'));
    await eventually(() => told('/Authorization/a-back<').length >= 3 && told('/Authorization/a-beside<').length === 1);
    expect(told('/Authorization/a-back<')).toHaveLength(3);
    const usagePoints = [{ usagePointId: 'up-1', start: 1_750_000_000, end: 1_750_003_600 }];
    stack.arrive({ importId: 'j', part: 0, last: true, usagePoints, readings: { added: 1, corrected: 0, duplicate: 0, superseded: 0 } });
    await eventually(() => told('a-beside?published-min').length === 1);
    expect(told('a-back?published-min')).toEqual([]);
  });

  it('tells the company of a sandbox authorization, and writes to nobody', async () => {
    const posts = (id: string) => stack.receiver.received.filter(({ body }) => body.includes(`/Authorization/${id}<`));
    const mails = (id: string) => stack.mailbox.messages.filter(({ source }) => source.includes(`/authorizations/${id}`));
    const event = granted('a-sandbox', 't-1') as AuthorizationGranted;
    stack.append({ ...event, data: { ...event.data, customerId: SANDBOX_CUSTOMER_ID } });
    stack.append(granted('a-real', 't-1'));
    await eventually(() => posts('a-sandbox').length === 1 && mails('a-real').length === 1);
    expect(mails('a-sandbox')).toEqual([]);
    const planned = await stack.database.ownerDataSource.query(`select 1 from mail where authorization_id = 'a-sandbox'`);
    expect(planned).toEqual([]);
  });
});
