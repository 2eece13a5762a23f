import { CreateAccountMailTable1764000001300 } from './create-account-mail-table.js';
import { CreateNotificationTables1764000000001 } from './create-notification-tables.js';
import { DeliveryHeaders1795443000100 } from './delivery-headers.js';
import { LifecycleMails1764000000400 } from './lifecycle-mails.js';
import { MailLanguage1764000001400 } from './mail-language.js';

/** Every migration of the schema `notification`, in order. */
export const migrations = [
  CreateNotificationTables1764000000001,
  LifecycleMails1764000000400,
  CreateAccountMailTable1764000001300,
  MailLanguage1764000001400,
  DeliveryHeaders1795443000100,
];
