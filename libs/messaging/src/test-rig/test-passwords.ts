import { SERVICES, type ServiceName } from '@greenledger/contracts';

export const TEST_PASSWORD = 'test-only';

export const testPasswords = Object.fromEntries(SERVICES.map((service) => [service, TEST_PASSWORD])) as Record<ServiceName, string>;
