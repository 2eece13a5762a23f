import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './address-guard.js';
import { NotifyTarget, TargetRefused } from './notify-target.js';

/** Every way to write an address that must not be reached (SEC-105). */
const REFUSED = [
  'http://receiver.example/notify',
  'ftp://receiver.example/',
  'https://user:secret@receiver.example/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://10.1.2.3/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://[2002:7f00:1::]/',
  'not a uri',
];

describe('NotifyTarget', () => {
  it.each(REFUSED)('refuses %s', (uri) => {
    expect(() => new NotifyTarget(uri, false)).toThrow(TargetRefused);
  });
  it.each(['https://receiver.example/notify', 'https://93.184.216.34/', 'https://[2606:4700::1111]/'])('lets %s through', (uri) => {
    expect(new NotifyTarget(uri, false).url.href).toBe(uri);
  });
  it('lets plain http through on this machine only when told so', () => {
    expect(new NotifyTarget('http://127.0.0.1:9/', true).url.port).toBe('9');
    expect(() => new NotifyTarget('http://10.0.0.1/', true)).toThrow(TargetRefused);
    expect(() => new NotifyTarget('http://receiver.example/', true)).toThrow(TargetRefused);
  });
  it('judges the address that a name resolves to at the moment of connecting', async () => {
    const target = new NotifyTarget('https://localhost/', false);
    const outcome = await new Promise((fulfil) => target.lookup('localhost', {}, (error) => fulfil(error)));
    expect(outcome).toBeInstanceOf(TargetRefused);
  });
  it('takes nothing for public that is not an address', () => {
    expect(isPublicAddress('receiver.example')).toBe(false);
  });
});
