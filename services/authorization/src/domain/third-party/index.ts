export * from './client-id.js';
export * from './commands.js';
export * from './decide.js';
export * from './evolve.js';
export * from './registration.js';
export * from './scopes-of-data-sets.js';
export * from './state.js';
