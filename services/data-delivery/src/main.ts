import { readConfiguration, runService } from '@greenledger/service-kit';
import { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { startDataDelivery } from './start-data-delivery.js';

await runService(() => startDataDelivery(readConfiguration(DataDeliveryConfiguration)));
