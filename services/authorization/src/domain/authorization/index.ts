export * from './commands.js';
export * from './decide.js';
export * from './evolve.js';
export * from './release-coverage.js';
export * from './release.js';
export * from './state.js';
export * from './terms.js';
