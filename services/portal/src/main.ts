import { readConfiguration, runService } from '@greenledger/service-kit';
import { PortalConfiguration } from './portal-configuration.js';
import { startPortal } from './start-portal.js';

await runService(() => startPortal(readConfiguration(PortalConfiguration)));
