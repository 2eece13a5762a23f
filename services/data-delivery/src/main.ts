import { setFlagsFromString } from 'node:v8';
import { readConfiguration, runService } from '@greenledger/service-kit';
import { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { startProcesses } from './processes/start-processes.js';

// A feed makes much that lives for a moment. Left to itself the heap grows to several times of what is alive before it is swept;
// here it is swept when it has grown by half, so that memory does not rise with the number of feeds and the speed of their readers.
setFlagsFromString('--heap-growing-percent=50');

await runService(() => startProcesses(readConfiguration(DataDeliveryConfiguration)));
