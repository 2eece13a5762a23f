import type { ServiceName } from '@greenledger/contracts';

const snake = (service: ServiceName): string => service.replaceAll('-', '_');

/** Schema of a service. `authorization` is a reserved word of SQL: always quote it. */
export const databaseSchema = (service: ServiceName): string => snake(service);

/** Login role of a service. Roles are one set for all databases of a server. */
export const databaseRole = (service: ServiceName): string => `gl_${snake(service)}`;

/** As an SQL identifier. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** As an SQL string. Text with a backslash is written as an escape string, whatever standard_conforming_strings says. */
export function quoteLiteral(value: string): string {
  const quoted = `'${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return value.includes('\\') ? ` E${quoted}` : quoted;
}
