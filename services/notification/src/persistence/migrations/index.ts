import { CreateNotificationTables1764000000001 } from './create-notification-tables.js';

/** Every migration of the schema `notification`, in order. */
export const migrations = [CreateNotificationTables1764000000001];
