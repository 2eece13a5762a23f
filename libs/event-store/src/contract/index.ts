// Apart from the package's main entry, because it imports Jest: production code must not.
export * from './event-store-contract.js';
