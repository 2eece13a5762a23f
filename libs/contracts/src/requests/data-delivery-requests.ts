import type { DataDeliveryEvent } from '../events/data-delivery-events.js';
import type { LogPage, ReadLog } from './authorization-requests.js';

export interface DataDeliveryRequests {
  'data-delivery.read-log': { request: ReadLog; reply: LogPage<DataDeliveryEvent> };
}
