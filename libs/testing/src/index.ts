export { deciderSpecification, SpecificationFailure, type Decider } from './decider-specification.js';
export { testDatabase, type TestDatabase } from './test-database.js';
export { requireTestDatabaseUrl } from './test-database-url.js';
export { startTestNats, type TestNats } from './test-nats.js';
export { Responder } from './responder.js';
export { TypescriptClient } from './typescript-client.js';
