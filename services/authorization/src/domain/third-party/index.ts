export * from './commands.js';
export * from './decide.js';
export * from './evolve.js';
export * from './registration.js';
export * from './state.js';
