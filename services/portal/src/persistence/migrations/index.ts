import { CreateCompanyTables1764000001300 } from './create-company-tables.js';
import { CreateSessionTables1764000000002 } from './create-session-tables.js';

/** Every migration of the schema `portal`, in order. */
export const migrations = [CreateSessionTables1764000000002, CreateCompanyTables1764000001300];
