export * from './append-errors.js';
export * from './decider.js';
export * from './event-id.js';
export * from './event-store.js';
export * from './handle-command.js';
export * from './log-entry-of.js';
export * from './postgres/event-log-migration.js';
export * from './postgres/postgres-event-store.js';
