import { migrationCli } from '@greenledger/service-kit';
import { migrations } from '../persistence/migrations/index.js';

await migrationCli('notification', migrations);
