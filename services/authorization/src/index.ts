export { AuthorizationConfiguration } from './configuration.js';
export { migrations } from './persistence/migrations/index.js';
export { startAuthorization, type StartOptions } from './start.js';
