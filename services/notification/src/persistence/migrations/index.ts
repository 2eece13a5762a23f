import { CreateNotificationTables1764000000001 } from './create-notification-tables.js';
import { LifecycleMails1764000000400 } from './lifecycle-mails.js';
import { MailLanguage1764000000700 } from './mail-language.js';

/** Every migration of the schema `notification`, in order. */
export const migrations = [CreateNotificationTables1764000000001, LifecycleMails1764000000400, MailLanguage1764000000700];
