export { parseBatchList } from './batch-list.js';
export { CompanyClient, type Grant } from './company-client.js';
export { readCompanyCredentials, writeCompanyCredentials, type CompanyCredentials } from './company-credentials.js';
export { summarizeFeed, type FeedSummary, type ReadingSum } from './espi-feed.js';
export { COMPANY_SCOPE, companyRegistration, notifyUri, redirectUri } from './registration.js';
export { startCompany, type Company, type CompanyOptions, type ReceivedNotification } from './start-company.js';
