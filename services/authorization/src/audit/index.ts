export { Sealer, SealerSettings } from './sealing/sealer.js';
export { LogSealing } from './sealing/log-sealing.js';
export { InconsistentLog } from './sealing/leaf-table.js';
