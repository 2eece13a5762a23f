import { readConfiguration, runService } from '@greenledger/service-kit';
import { AuthorizationConfiguration } from './configuration.js';
import { startAuthorization } from './start.js';

await runService(() => startAuthorization(readConfiguration(AuthorizationConfiguration)));
