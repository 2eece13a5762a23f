import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256: the only form in which a token, code or interaction id is kept. */
export const sha256 = (value: string): string => createHash('sha256').update(value, 'utf8').digest('hex');
