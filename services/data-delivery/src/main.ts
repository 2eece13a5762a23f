import { readConfiguration, runService } from '@greenledger/service-kit';
import { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { boundHeap } from './heap-bounds.js';
import { startDataDelivery } from './start-data-delivery.js';

boundHeap();

await runService(() => startDataDelivery(readConfiguration(DataDeliveryConfiguration)));
