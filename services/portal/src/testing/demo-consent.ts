import type { AuthorizationView, ConsentRequestView, ReleaseView, ServiceView, ThirdPartyView } from '@greenledger/contracts';

/** One company, one customer with two services, one request: what the specs of the portal share. */
export const CUSTOMER_ID = 'c0000000-0000-4000-8000-000000000001';
export const AUTHORIZATION_ID = 'a0000000-0000-4000-8000-000000000001';

export const thirdParty: ThirdPartyView = {
  thirdPartyId: '70000000-0000-4000-8000-000000000001',
  applicationInformationId: '80000000-0000-4000-8000-000000000001',
  clientId: 'sunny-roofs',
  name: 'Sunny Roofs',
  purpose: 'To work out how many solar panels fit your use, and what they would save.',
  clientUri: 'https://sunny-roofs.example/',
  policyUri: 'https://sunny-roofs.example/privacy',
  tosUri: 'https://sunny-roofs.example/terms',
  redirectUris: ['https://sunny-roofs.example/callback'],
  notifyUri: 'https://sunny-roofs.example/notify',
  scopes: ['FB=4_5_15;IntervalDuration=900_3600;HistoryLength=34128000'],
  softwareId: 'sunny',
  softwareVersion: '1',
  status: 'production',
  registeredAt: '2026-01-01T00:00:00Z',
  changedAt: '2026-01-01T00:00:00Z',
};

export const consentRequest = (changes: Partial<ConsentRequestView> = {}): ConsentRequestView => ({
  interactionId: 'interaction-1',
  thirdParty,
  scope: 'FB=4_5_15;IntervalDuration=900_3600;HistoryLength=34128000',
  historyLength: 34_128_000,
  expiresAt: 4_000_000_000,
  ...changes,
});

const service = (usagePointId: string, serviceKind: 0 | 1, agreementNumber: string): ServiceView => ({
  usagePointId,
  serviceKind,
  address: '12 Elm Street, Verdant 95000',
  agreementNumber,
  accountNumber: '••••7001',
  meterNumbers: ['M-1'],
  tariff: 'E-TOU-C',
  timeZone: 'America/Los_Angeles',
  from: 1_600_000_000,
  to: null,
});
export const services: readonly ServiceView[] = [service('up-electric', 0, '••••4821'), service('up-gas', 1, '••••4822')];

export const authorization = (changes: Partial<AuthorizationView> = {}): AuthorizationView => ({
  authorizationId: AUTHORIZATION_ID,
  thirdPartyId: thirdParty.thirdPartyId,
  thirdPartyName: thirdParty.name,
  customerId: CUSTOMER_ID,
  status: 'active',
  terms: {
    usagePointIds: ['up-electric', 'up-gone'],
    dataSets: ['usage'],
    authorizedPeriod: { start: 1_780_000_000, end: 1_811_536_000 },
    publishedPeriod: { start: 1_745_872_000, end: 1_811_536_000 },
    historyLength: 34_128_000,
    purpose: thirdParty.purpose,
  },
  scope: 'FB=4_5;HistoryLength=34128000',
  version: 1,
  termsVersion: 1,
  grantedAt: '2026-05-28T20:26:40Z',
  changedAt: '2026-05-28T20:26:40Z',
  ...changes,
});

export const release = (releaseId: string, recordedAt: string, readings: number): ReleaseView => ({
  releaseId,
  authorizationId: AUTHORIZATION_ID,
  thirdPartyId: thirdParty.thirdPartyId,
  thirdPartyName: thirdParty.name,
  recordedAt,
  manifest: {
    resource: 'Batch/Subscription',
    manifestDigest: '0'.repeat(64),
    rendererVersion: '1',
    window: readings === 0 ? { start: 0, end: 0 } : { start: 1_772_352_000, end: 1_773_561_600 },
    usagePointIds: ['up-electric'],
    dataSets: ['usage'],
    counts: { usagePoints: 1, blocks: 14, readings },
  },
});
