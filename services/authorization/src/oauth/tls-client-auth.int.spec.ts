import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { CredentialChange, TlsSubject } from '@greenledger/contracts';
import { InitialAccessTokens } from '../registration-endpoint/initial-access-tokens.js';
import { CLIENT, makeClientPki, type ClientPki } from '../testing/client-pki.js';
import { authorize, discover } from '../testing/oauth-flow.js';
import { SCOPE, startRig, type Company, type Rig } from '../testing/rig.js';

const HEADER = 'X-Client-Cert';
const SUBJECT: TlsSubject = { field: 'tls_client_auth_subject_dn', value: CLIENT.registered };
const DNS: TlsSubject = { field: 'tls_client_auth_san_dns', value: CLIENT.dns };
type Name = Exclude<keyof ClientPki, 'authorities'>;

let pki: ClientPki;
let directory: string;
let rig: Rig;
beforeAll(async () => {
  pki = await makeClientPki();
  directory = await mkdtemp(join(tmpdir(), 'gl-authorities-'));
  const file = join(directory, 'authorities.pem');
  await writeFile(file, pki.authorities);
  rig = await startRig({}, { CLIENT_CERTIFICATE_HEADER: HEADER, CLIENT_CERTIFICATE_AUTHORITIES_FILE: file });
}, 60_000);
afterAll(async () => {
  await rig?.stop();
  await rm(directory, { recursive: true, force: true });
}, 60_000);

const change = ({ thirdPartyId }: Company, asked: CredentialChange) =>
  rig.ask('portal', 'authorization.change-credentials', { thirdPartyId, change: asked });
const known = async (subject: TlsSubject): Promise<Company> => {
  const company = await rig.company();
  await change(company, { kind: 'useTlsSubject', ...subject });
  return company;
};
/** The company's software, whose certificate the terminator hands over. */
const over = async (company: Company, name?: Name): Promise<client.Configuration> => {
  const config = await discover(rig, company, client.TlsClientAuth());
  config[client.customFetch] = (url, options) => {
    const header = name ? { [HEADER]: encodeURIComponent(pki[name].certificate) } : {};
    return fetch(url, { ...options, headers: { ...options.headers, ...header } } as RequestInit);
  };
  return config;
};
const token = async (company: Company, name?: Name): Promise<string> =>
  (await client.clientCredentialsGrant(await over(company, name), { scope: SCOPE })).access_token;
const refused = expect.objectContaining({ error: 'invalid_client' });

describe('tls_client_auth (RFC 8705 section 2.1)', () => {
  let bySubject: Company;
  let byDns: Company;
  beforeAll(async () => {
    bySubject = await known(SUBJECT);
    byDns = await known(DNS);
  });

  it('is named in the metadata', async () => {
    const metadata = (await over(bySubject)).serverMetadata();
    expect(metadata.token_endpoint_auth_methods_supported).toContain('tls_client_auth');
  });

  it.each<Name>(['good', 'byIntermediate', 'ofRsa'])('takes by subject: %s', async (name) => {
    expect(await token(bySubject, name)).toBeTruthy();
  });

  it.each<Name>(['good', 'withTwoNames'])('takes by one of its alternative names: %s', async (name) => {
    expect(await token(byDns, name)).toBeTruthy();
  });

  it('carries the whole code flow', async () => {
    const { tokens } = await authorize(rig, await over(bySubject, 'good'));
    expect(tokens.refresh_token).toBeTruthy();
  });

  it.each<Name>([
    'otherClient',
    'expired',
    'notYet',
    'untrusted',
    'impostor',
    'selfSigned',
    'byPowerless',
    'byPathTooLong',
    'byWeak',
    'byEnded',
    'weak',
    'sha1',
    'forServers',
    'anAuthority',
  ])('refuses: %s (SEC-023)', async (name) => {
    await expect(token(bySubject, name)).rejects.toEqual(refused);
  });

  it.each<Name>(['nameOfOtherKind', 'smuggled', 'otherClient'])('refuses a name of another kind: %s (SEC-023)', async (name) => {
    await expect(token(byDns, name)).rejects.toEqual(refused);
  });

  it('refuses a request without a certificate, and one with the secret of before', async () => {
    await expect(token(bySubject)).rejects.toEqual(refused);
    const bySecret = client.clientCredentialsGrant(await discover(rig, bySubject), { scope: SCOPE });
    await expect(bySecret).rejects.toMatchObject({ status: 401 });
  });
});

describe('the way there, by an uploaded certificate', () => {
  const view = ({ thirdPartyId }: Company) => rig.ask('portal', 'authorization.get-credentials', { thirdPartyId });
  const upload = async (name: Name) => {
    const company = await rig.company();
    await change(company, { kind: 'addCertificate', pem: pki[name].certificate });
    return { company, certificate: (await view(company)).certificates[0]! };
  };

  it('offers the names of a trusted certificate, and takes one of them', async () => {
    const { company, certificate } = await upload('good');
    expect(certificate.names).toEqual([SUBJECT, DNS]);
    await change(company, { kind: 'useTlsSubject', certificateId: certificate.certificateId, ...DNS });
    expect(await view(company)).toMatchObject({ mutualTls: 'subject', authMethod: 'tls_client_auth', tlsSubject: DNS });
    // Renewed by another authority with another key: known by the name all the same.
    expect(await token(company, 'byIntermediate')).toBeTruthy();
  });

  it('takes the thumbprint of a certificate that no authority stands behind, and only that', async () => {
    const { company, certificate } = await upload('selfSigned');
    expect(certificate.names).toEqual([]);
    await change(company, { kind: 'useCertificates' });
    expect(await token(company, 'selfSigned')).toBeTruthy();
    await expect(token(company, 'good')).rejects.toEqual(refused);
  });

  it('leads back to the secret', async () => {
    const company = await known(SUBJECT);
    await change(company, { kind: 'useSecret' });
    expect(await view(company)).not.toHaveProperty('tlsSubject');
    expect((await client.clientCredentialsGrant(await discover(rig, company), { scope: SCOPE })).access_token).toBeTruthy();
    await expect(token(company, 'good')).rejects.toEqual(refused);
  });

  it.each<[string, Name, TlsSubject, string]>([
    ['whose authority is not trusted', 'selfSigned', SUBJECT, 'certificateNotTrusted'],
    ['that does not carry the name', 'good', { ...DNS, value: 'other.example' }, 'subjectNotCarried'],
    ['by a wildcard', 'good', { ...DNS, value: '*.sunny.example' }, 'subjectForm'],
  ])('refuses a certificate %s', async (_what, name, subject, code) => {
    const { company, certificate } = await upload(name);
    const asked = change(company, { kind: 'useTlsSubject', certificateId: certificate.certificateId, ...subject });
    await expect(asked).rejects.toMatchObject({ members: { fault: { code } } });
    expect((await view(company)).authMethod).toBe('client_secret_basic');
  });

  it('refuses the certificate of another company, and thumbprints where none is registered', async () => {
    const { certificate } = await upload('good');
    const other = await rig.company();
    const asked = change(other, { kind: 'useTlsSubject', certificateId: certificate.certificateId, ...SUBJECT });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    await expect(change(other, { kind: 'useCertificates' })).rejects.toMatchObject({ members: { fault: { code: 'noCertificate' } } });
  });
});

describe('the way there, by client metadata (RFC 7591)', () => {
  const contact = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };
  const register = async (initial: string, changed: object) => {
    const response = await fetch(`${rig.origin}/oauth/register`, {
      method: 'POST',
      headers: { authorization: `Bearer ${initial}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Machine Roofs',
        taxpayer_id: '22-3456781',
        purpose: 'To work out how many panels fit.',
        data_sets: ['usage'],
        client_uri: 'https://machine.example/',
        policy_uri: 'https://machine.example/privacy',
        tos_uri: 'https://machine.example/terms',
        portal_uri: 'https://machine.example/start',
        redirect_uris: ['https://machine.example/callback'],
        notify_uri: 'https://machine.example/notify',
        business_contact: contact,
        technical_contact: contact,
        terms: { version: '2026-11', digest: 'a'.repeat(64) },
        token_endpoint_auth_method: 'tls_client_auth',
        ...changed,
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('takes exactly one name, and no certificate beforehand (SEC-023)', async () => {
    const initial = await rig.app.get(InitialAccessTokens).issue('otto', 7);
    for (const [names, rule] of [
      [{}, /exactly one of .*; 0 came/],
      [{ [SUBJECT.field]: SUBJECT.value, [DNS.field]: DNS.value }, /exactly one of .*; 2 came/],
      [{ [DNS.field]: '*.sunny.example' }, /tls_client_auth_san_dns: must be one whole name/],
      [{ [DNS.field]: [DNS.value] }, /tls_client_auth_san_dns: must be one whole name/],
    ] as const) {
      const answer = await register(initial, names);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
      expect(answer.body['error_description']).toMatch(rule);
    }
    const { status, body } = await register(initial, { [DNS.field]: DNS.value });
    expect(status).toBe(201);
    expect(body).toMatchObject({ token_endpoint_auth_method: 'tls_client_auth', [DNS.field]: DNS.value });
    expect(body).not.toHaveProperty('client_secret');
    const software = await over({ clientId: body['client_id'] } as Company, 'good');
    expect((await client.clientCredentialsGrant(software)).access_token).toBeTruthy();
  });
});

describe('without trusted authorities', () => {
  it('is neither named nor taken, also of a client that was switched to it before', async () => {
    const apart = await startRig({}, { CLIENT_CERTIFICATE_HEADER: HEADER });
    try {
      const company = await apart.company();
      const metadata = (await discover(apart, company)).serverMetadata();
      expect(metadata.token_endpoint_auth_methods_supported).not.toContain('tls_client_auth');
      const { thirdPartyId } = company;
      const asked = apart.ask('portal', 'authorization.change-credentials', { thirdPartyId, change: { kind: 'useTlsSubject', ...DNS } });
      await expect(asked).rejects.toMatchObject({ members: { fault: { code: 'subjectNotOffered' } } });
      await apart.database.ownerDataSource.query(`UPDATE oauth_client SET auth_method = 'tls_client_auth', tls_subject = $1`, [
        JSON.stringify(DNS),
      ]);
      const answer = await fetch(`${apart.origin}/oauth/token`, {
        method: 'POST',
        headers: { [HEADER]: encodeURIComponent(pki.good.certificate) },
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: company.clientId }),
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('access_token');
    } finally {
      await apart.stop();
    }
  }, 60_000);
});
