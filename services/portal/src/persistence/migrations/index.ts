import { CreateGuestTables1764000000400 } from './create-guest-tables.js';
import { CreateSessionTables1764000000002 } from './create-session-tables.js';

/** Every migration of the schema `portal`, in order. */
export const migrations = [CreateSessionTables1764000000002, CreateGuestTables1764000000400];
