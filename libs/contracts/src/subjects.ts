import type { LogName } from './log-entry.js';

/** Services that take part in messaging; also the names of their NATS users and queue groups. */
export const SERVICES = ['authorization', 'meter-ingestion', 'data-delivery', 'notification', 'portal'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Subject of a request: `gl.req.<service>.<operation>`; `operation` already reads `<service>.<operation>`. */
export const requestSubject = (operation: string): string => `gl.req.${operation}`;

/** Subject of an event on JetStream: `gl.evt.<log>.<event>`. */
export const eventSubject = (log: LogName, type: string): string => `gl.evt.${log}.${type}`;

/** Subject (core NATS) on which the owner of a log tells its head, about every second and after each append. */
export const headSubject = (log: LogName): string => `gl.head.${log}`;

/** Name of the JetStream stream that carries a log. */
export const streamName = (log: LogName): string => `GL_${log.toUpperCase().replaceAll('-', '_')}`;
