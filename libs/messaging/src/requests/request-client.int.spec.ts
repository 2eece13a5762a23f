import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestSubject } from '@greenledger/contracts';
import { natsConnectionOptions, type NatsCredentials } from '@greenledger/service-kit';
import { ClientNats, type NatsOptions } from '@nestjs/microservices';
import { connectNats } from '../connection/connect-nats.js';
import { startLogRig, type LogRig } from '../test-rig/log-rig.js';
import { RequestClient } from './request-client.js';

const asking = (credentials: NatsCredentials) => natsConnectionOptions(credentials) as NonNullable<NatsOptions['options']>;
let rig: LogRig;
let portal: RequestClient;

beforeAll(async () => {
  rig = await startLogRig();
  portal = RequestClient.of(rig.credentials('portal'));
}, 60_000);

afterAll(async () => {
  await portal?.close();
  await rig?.stop();
});

describe('RequestClient', () => {
  it('returns the reply of the handler', async () => {
    await rig.append(2);
    const delivery = RequestClient.of(rig.credentials('data-delivery'));
    try {
      const page = await delivery.request('meter-ingestion.read-log', { after: 0, limit: 10 });
      expect(page).toMatchObject({ head: 1, entries: [{ log: 'meter-ingestion', logIndex: 1, type: 'TestHappened' }] });
    } finally {
      await delivery.close();
    }
  });

  it("throws the handler's own problem, members included", async () => {
    const asked = portal.request('meter-ingestion.find-customer', { customerNumber: '4711' });
    await expect(asked).rejects.toMatchObject({ name: 'ProblemError', code: 'unknown-customer', members: { customerNumber: '4711' } });
  });

  it('tells nothing of an unexpected error', async () => {
    const asked = portal.request('meter-ingestion.find-customer', { customerNumber: 'broken' });
    await expect(asked).rejects.toMatchObject({ code: 'internal', message: expect.not.stringContaining('must not travel') });
  });

  it('throws unavailable at once when nobody serves the operation', async () => {
    const started = Date.now();
    await expect(portal.request('authorization.list-third-parties', {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('takes the first of several answers, none for another request, and none that comes too late', async () => {
    const owner = await connectNats(rig.credentials('authorization'));
    const impatient = new RequestClient(new ClientNats(asking(rig.credentials('portal'))), 100);
    try {
      let count = 0;
      owner.subscribe(requestSubject('authorization.list-third-parties'), {
        callback: (_error, message) => {
          const of = count++;
          const answer = (name: string) =>
            message.respond(JSON.stringify({ response: { reply: { thirdParties: [name] } }, isDisposed: true }));
          if (of === 0) return void setTimeout(answer, 200, 'late');
          answer(`first of ${of}`);
          answer(`second of ${of}`);
        },
      });
      await owner.flush();
      const asked = () => impatient.request('authorization.list-third-parties', {});
      await expect(asked()).rejects.toMatchObject({ code: 'unavailable' });
      const answers = [await asked(), ...(await Promise.all([asked(), asked()]))];
      await new Promise((resolve) => setTimeout(resolve, 200));
      answers.push(await asked());
      expect(answers).toEqual([1, 2, 3, 4].map((of) => ({ thirdParties: [`first of ${of}`] })));
    } finally {
      await impatient.close();
      await owner.close();
    }
  });

  it('opens no connection again once it is closed, for whoever asks a second time', async () => {
    const client = RequestClient.of(rig.credentials('portal'));
    const ask = () => client.request('meter-ingestion.find-customer', { customerNumber: '4711' });
    await expect(ask()).rejects.toMatchObject({ code: 'unknown-customer' });
    await client.close();
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable', cause: new Error('the client is closed') });
  });

  it('throws unavailable while NATS is away, and works again afterwards', async () => {
    rig.nats.kill();
    await rig.nats.exited;
    const asked = portal.request('meter-ingestion.find-customer', { customerNumber: '1' });
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    await rig.nats.restart();
    for (const end = Date.now() + 10_000; ;) {
      const code = await portal
        .request('meter-ingestion.find-customer', { customerNumber: '1' })
        .catch((error: { code: string }) => error.code);
      if (code === 'unknown-customer') break;
      if (Date.now() > end) throw new Error(`still ${String(code)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
