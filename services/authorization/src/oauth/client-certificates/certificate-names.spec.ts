import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TlsSubject, TlsSubjectField } from '@greenledger/contracts';
import { CLIENT, makeClientPki, type ClientPki } from '../../testing/client-pki.js';
import { carries, comparable, namesOf } from './certificate-names.js';
import { comparableName } from './distinguished-name.js';

let pki: ClientPki;
beforeAll(async () => (pki = await makeClientPki()), 60_000);

type Kind = 'subject_dn' | 'san_dns' | 'san_uri' | 'san_ip' | 'san_email';
const name = (kind: Kind, value: string): TlsSubject => ({ field: `tls_client_auth_${kind}` as TlsSubjectField, value });
const of = (which: Exclude<keyof ClientPki, 'authorities'>): X509Certificate => new X509Certificate(pki[which].certificate);

describe('the names of a certificate', () => {
  it('are its subject and its alternative names of four kinds', () => {
    expect(namesOf(of('good'))).toEqual([name('subject_dn', CLIENT.registered), name('san_dns', CLIENT.dns)]);
    expect(namesOf(of('otherKinds')).map(({ field }) => field.slice(16))).toEqual([
      'subject_dn',
      'san_ip',
      'san_ip',
      'san_uri',
      'san_email',
    ]);
  });

  it.each<[Exclude<keyof ClientPki, 'authorities'>, Kind, string]>([
    ['good', 'subject_dn', CLIENT.registered],
    ['good', 'subject_dn', ' cn=client.sunny.example , 2.5.4.10 = Sunny Roofs\\2C Inc. , C=US'],
    ['good', 'san_dns', 'Client.Sunny.Example'],
    ['withTwoNames', 'san_dns', CLIENT.dns],
    ['otherKinds', 'san_ip', '192.0.2.7'],
    ['otherKinds', 'san_ip', '2001:0DB8:0:0:0:0:0:7'],
    ['otherKinds', 'san_uri', 'https://sunny.example/client'],
    ['otherKinds', 'san_email', 'Ops@sunny.EXAMPLE'],
  ])('%s carries %s %s', (which, kind, value) => expect(carries(of(which), name(kind, value))).toBe(true));

  it.each<[Exclude<keyof ClientPki, 'authorities'>, Kind, string]>([
    ['otherClient', 'subject_dn', CLIENT.registered],
    ['good', 'subject_dn', 'C=US,O=Sunny Roofs\\, Inc.,CN=client.sunny.example'],
    ['good', 'subject_dn', 'CN=client.sunny.example,O=Sunny Roofs\\, Inc.'],
    ['good', 'subject_dn', 'CN=client.sunny.example,O=Sunny Roofs,Inc.=,C=US'],
    ['good', 'san_dns', 'sunny.example'],
    ['good', 'san_dns', 'x.client.sunny.example'],
    ['good', 'san_uri', CLIENT.dns],
    ['nameOfOtherKind', 'san_dns', CLIENT.dns],
    ['smuggled', 'san_dns', CLIENT.dns],
    ['otherKinds', 'san_email', 'ops@sunny.example'],
    ['otherKinds', 'san_uri', 'https://sunny.example/Client'],
    ['otherKinds', 'san_ip', '192.0.2.70'],
  ])('%s does not carry %s %s', (which, kind, value) => expect(carries(of(which), name(kind, value))).toBe(false));

  it.each<[Kind, string]>([
    ['subject_dn', ''],
    ['subject_dn', 'client.sunny.example'],
    ['subject_dn', 'CN=a,'],
    ['subject_dn', 'CN=#0C0161'],
    ['subject_dn', 'CN="a"'],
    ['subject_dn', 'CN=a\u0000b'],
    ['san_dns', '*.sunny.example'],
    ['san_dns', 'sunny.example.'],
    ['san_uri', 'sunny.example/client'],
    ['san_ip', '192.0.2.0/24'],
    ['san_ip', 'fe80::1%eth0'],
    ['san_email', 'sunny.example'],
    ['san_dns', 'a'.repeat(1001)],
  ])('%s cannot be %j', (kind, value) => expect(comparable(name(kind, value))).toBeUndefined());

  it('are compared with the attributes of one RDN in any order', () => {
    expect(comparableName('UID=7+CN=a,C=US')).toBe(comparableName('CN=a+uid=7,C=US'));
    expect(comparableName('CN=a,UID=7,C=US')).not.toBe(comparableName('CN=a+UID=7,C=US'));
  });
});
