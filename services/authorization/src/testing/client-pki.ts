import { makeCertificate, type CertificateRequest, type MadeCertificate } from '@greenledger/embedded';

const DAY = 86_400_000;
export const CLIENT_USAGE = '1.3.6.1.5.5.7.3.2';
const SERVER_USAGE = '1.3.6.1.5.5.7.3.1';

/** The subject and the names of the client that the certificates are about. */
export const CLIENT = {
  subject: 'C=US, O="Sunny Roofs, Inc.", CN=client.sunny.example',
  /** The same subject as RFC 4514 has it: most specific first, with its comma escaped. */
  registered: 'CN=client.sunny.example,O=Sunny Roofs\\, Inc.,C=US',
  dns: 'client.sunny.example',
} as const;

/** RFC 5280 section 4.2.1.10: DNS names of sunny.example only. */
const NAME_CONSTRAINTS = {
  id: '2.5.29.30',
  critical: false,
  der: Uint8Array.from([0x30, 0x13, 0xa0, 0x11, 0x30, 0x0f, 0x82, 0x0d, ...Buffer.from('sunny.example')]),
};

/** Authorities and client certificates made on the spot: those that are good, and one for each way of not being good. */
export async function makeClientPki() {
  const make = (request: Partial<CertificateRequest>): Promise<MadeCertificate> =>
    makeCertificate({ names: [CLIENT.dns], subject: CLIENT.subject, usages: [CLIENT_USAGE], ...request });
  const authority = (name: string, request: Partial<CertificateRequest> = {}): Promise<MadeCertificate> =>
    makeCertificate({ names: [`${name}.authority.example`], subject: `CN=${name}`, authority: true, ...request });

  const root = await authority('Root', { keyUsages: ['keyCertSign'] });
  const intermediate = await authority('Intermediate', { issuer: root, pathLength: 0 });
  const belowPathLength = await authority('One too many', { issuer: intermediate });
  const powerless = await authority('Without CA flag', { issuer: root, authority: false });
  const weakAuthority = await authority('Weak', { issuer: root, key: 'RSA-1024' });
  const endedAuthority = await authority('Ended', {
    issuer: root,
    notBefore: new Date(Date.now() - 9 * DAY),
    notAfter: new Date(Date.now() - DAY),
  });
  const forHandshakes = await authority('Without the key usage', { issuer: root, keyUsages: ['digitalSignature'] });
  const constrained = await authority('Constrained', { issuer: root, extensions: [NAME_CONSTRAINTS] });
  const stranger = await authority('Stranger');
  // Of the same name as the trusted one: only the signature tells them apart.
  const impostor = await authority('Root');

  return {
    /** What the service is told to trust. */
    authorities: [root, intermediate, belowPathLength, powerless, weakAuthority, endedAuthority, forHandshakes, constrained]
      .map(({ certificate }) => certificate)
      .join(''),
    root,
    good: await make({ issuer: root, keyUsages: ['digitalSignature'] }),
    byIntermediate: await make({ issuer: intermediate }),
    ofRsa: await make({ issuer: root, key: 'RSA-2048' }),
    withTwoNames: await make({ issuer: root, names: ['other.sunny.example', CLIENT.dns] }),
    otherKinds: await make({
      issuer: root,
      names: ['192.0.2.7', '2001:db8::7', 'https://sunny.example/client', 'Ops@Sunny.example'],
      subject: 'CN=kinds',
    }),
    /** A URI that spells out the DNS name of the client. */
    nameOfOtherKind: await make({ issuer: root, names: [`dns://${CLIENT.dns}`], subject: `CN=DNS:${CLIENT.dns}` }),
    smuggled: await make({ issuer: root, names: [`https://x.example/, DNS:${CLIENT.dns}`], subject: 'CN=smuggler' }),
    otherClient: await make({ issuer: root, names: ['client.other.example'], subject: 'C=US, O=Other, CN=client.other.example' }),
    expired: await make({ issuer: root, notBefore: new Date(Date.now() - 9 * DAY), notAfter: new Date(Date.now() - DAY) }),
    notYet: await make({ issuer: root, notBefore: new Date(Date.now() + DAY) }),
    untrusted: await make({ issuer: stranger }),
    impostor: await make({ issuer: impostor }),
    selfSigned: await make({}),
    byPowerless: await make({ issuer: powerless }),
    byPathTooLong: await make({ issuer: belowPathLength }),
    byForHandshakes: await make({ issuer: forHandshakes }),
    byConstrained: await make({ issuer: constrained }),
    byWeak: await make({ issuer: weakAuthority }),
    byEnded: await make({ issuer: endedAuthority }),
    weak: await make({ issuer: root, key: 'RSA-1024' }),
    sha1: await make({ issuer: root, hash: 'SHA-1' }),
    forServers: await make({ issuer: root, usages: [SERVER_USAGE] }),
    forEncryption: await make({ issuer: root, keyUsages: ['keyEncipherment'] }),
    withUnknown: await make({ issuer: root, extensions: [{ id: '1.3.6.1.4.1.99999.1', critical: true, der: Uint8Array.of(5, 0) }] }),
    anAuthority: await make({ issuer: root, authority: true }),
  };
}

export type ClientPki = Awaited<ReturnType<typeof makeClientPki>>;
