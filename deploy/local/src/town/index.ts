export { demoAccounts, storyAccount, type DemoAccount } from './demo-accounts.js';
export { demoTown, TOWN_TIME_ZONE, type DemoTown, type TownFile } from './demo-town.js';
export { expectedReadings, type ExpectedReadings } from './expected-readings.js';
export { importSharedFiles, importTown, loadDemoTown, type LoadedTown, type Note } from './load-demo-town.js';
export { localDayOf } from './local-days.js';
export { registerDemoCompany } from './register-company.js';
export { runAuthorizationProgram } from './service-program.js';
export { sharedFiles, type SharedFiles } from './shared-files.js';
export { upload, waitUntilStored, type ImportStatus, type UploadTarget } from './upload.js';
