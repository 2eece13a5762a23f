import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RequestOf } from '@greenledger/contracts';
import { connectNats, type NatsConnection } from '@greenledger/messaging';
import { startRig, type Rig } from '../testing/rig.js';
import { CertificateWarnings } from './certificate-warnings.js';

type Mail = RequestOf<'notification.queue-mail'>;

describe('certificate warnings', () => {
  let rig: Rig;
  let notification: NatsConnection;
  let mails: Mail[] = [];
  let certificateId: string;
  beforeAll(async () => {
    rig = await startRig();
    notification = await connectNats(rig.credentials('notification'));
    notification.subscribe('gl.req.notification.queue-mail', {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: Mail }>();
        mails.push(data);
        message.respond(JSON.stringify({ id, response: { reply: { queued: true } }, isDisposed: true }));
      },
    });
    await notification.flush();
    const { thirdPartyId, clientId } = await rig.company();
    const sql = rig.database.ownerDataSource;
    await rig.ask('portal', 'authorization.get-third-party', { thirdPartyId });
    const contact = JSON.stringify({ name: 'Mo', email: 'mo@company.example', phone: '1' });
    await sql.query('INSERT INTO third_party_contact VALUES ($1, $2, $3, $3)', [thirdPartyId, '201000099', contact]);
    certificateId = randomUUID();
    await sql.query(
      `INSERT INTO oauth_client_certificate (certificate_id, client_id, thumbprint, subject, issuer, not_before, not_after, pem)
       VALUES ($1, $2, 'ab', 'CN=a', 'CN=a', now(), now() + interval '100 days', '')`,
      [certificateId, clientId],
    );
  });
  afterAll(async () => {
    await notification?.close();
    await rig?.stop();
  });

  const warned = async (daysLeft: number): Promise<number[]> => {
    mails = [];
    await rig.database.ownerDataSource.query('UPDATE oauth_client_certificate SET not_after = now() + make_interval(hours => $1)', [
      daysLeft * 24 - 1,
    ]);
    await rig.app.get(CertificateWarnings).warn();
    await rig.app.get(CertificateWarnings).warn();
    return mails.map(({ mail }) => (mail.kind === 'certificateExpires' ? mail.days : -1));
  };

  it('come at 60, 30 and 7 days, once each, to the technical contact', async () => {
    expect(await warned(61)).toEqual([]);
    expect(await warned(60)).toEqual([60]);
    expect(mails[0]).toMatchObject({ to: 'mo@company.example', mailId: `certificate/${certificateId}/60` });
    expect(await warned(31)).toEqual([]);
    expect(await warned(30)).toEqual([30]);
    expect(await warned(7)).toEqual([7]);
    expect(await warned(1)).toEqual([]);
    expect(await warned(0)).toEqual([]);
  });

  it('are tried again when notification is away', async () => {
    await rig.database.ownerDataSource.query(`UPDATE oauth_client_certificate SET warned_at_days = '{}'`);
    await notification.close();
    await expect(warned(7)).rejects.toMatchObject({ code: 'unavailable' });
    const [row] = await rig.database.ownerDataSource.query('SELECT warned_at_days FROM oauth_client_certificate');
    expect(row.warned_at_days).toEqual([]);
  });
});
