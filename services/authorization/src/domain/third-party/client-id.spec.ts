import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { ThirdPartyRegistered } from '@greenledger/contracts';
import { decideThirdParty, initialThirdParty, looksLikeCustomer, newClientId } from './index.js';

it('a client_id is made in a form that no customer, no authorization and so no subject of a token has (SEC-016)', () => {
  const ids = Array.from({ length: 10_000 }, () => randomUUID());
  const clients = ids.map(newClientId);
  expect(ids.every(looksLikeCustomer)).toBe(true);
  expect(clients.some(looksLikeCustomer)).toBe(false);
  expect(new Set([...ids, ...clients]).size).toBe(20_000);
  expect(looksLikeCustomer(randomUUID().toUpperCase())).toBe(true);
});

it('no company is registered under an id that has the form of a customer’s (SEC-016)', () => {
  const facts: ThirdPartyRegistered['data'] = {
    thirdPartyId: 'tp-1',
    applicationInformationId: 'ai-1',
    clientId: randomUUID(),
    name: 'Sunny Roofs',
    purpose: 'advice',
    clientUri: 'https://sunny.example/',
    policyUri: 'https://sunny.example/privacy',
    tosUri: 'https://sunny.example/terms',
    redirectUris: ['https://sunny.example/callback'],
    notifyUri: 'https://sunny.example/notify',
    scopes: ['FB=4_5'],
    softwareId: 's',
    softwareVersion: '1',
  };
  const register = (clientId: string) => decideThirdParty(initialThirdParty, { type: 'registerThirdParty', facts: { ...facts, clientId } });
  expect(() => register(randomUUID())).toThrow('form of a customer id');
  expect(register(newClientId(randomUUID()))).toHaveLength(1);
});
