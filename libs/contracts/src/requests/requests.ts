import { APPLICATION_INFORMATION_CALLERS, type ApplicationInformationRequests } from './application-information-requests.js';
import type { AuthorizationRequests } from './authorization-requests.js';
import { COMPANY_CALL_CALLERS, type CompanyCallRequests } from './company-call-requests.js';
import { COMPANY_DOWNLOAD_CALLERS, type CompanyDownloadRequests } from './company-download-requests.js';
import { COMPANY_DATA_CALLERS, type CompanyDataRequests } from './company-data-requests.js';
import { CUSTOMER_CHANGE_CALLERS, type CustomerChangeRequests } from './customer-change-requests.js';
import { CUSTOMER_RECORD_CALLERS, type CustomerRecordRequests } from './customer-record-requests.js';
import { CUSTOMER_CALLERS, type CustomerRequests } from './customer-requests.js';
import type { DataDeliveryRequests } from './data-delivery-requests.js';
import { IMPORT_NOTE_CALLERS, type ImportNoteRequests } from './import-note-requests.js';
import { IMPORT_CALLERS, type ImportRequests } from './import-requests.js';
import { METER_INGESTION_OPERATOR_CALLERS, type MeterIngestionOperatorRequests } from './meter-ingestion-operator-requests.js';
import type { MeterIngestionRequests } from './meter-ingestion-requests.js';
import { READING_INQUIRY_CALLERS, type ReadingInquiryRequests } from './reading-inquiries.js';
import { GUEST_CALLERS, type GuestRequests } from './guest-requests.js';
import { MISSING_READING_CALLERS, type MissingReadingRequests } from './missing-readings.js';
import { OWN_USAGE_CALLERS, type OwnUsageRequests } from './own-usage-requests.js';
import { PAPER_CALLERS, type PaperRequests } from './paper-requests.js';
import { PERSONAL_TOKEN_CALLERS, type PersonalTokenRequests } from './personal-token-requests.js';
import { RECEIPT_CALLERS, type ReceiptRequests } from './receipt-requests.js';
import { LIST_GRANTS_CALLERS, type ListGrantsRequests } from './list-grants-requests.js';
import { BULK_GRANTS_CALLERS, type BulkGrantsRequests } from './bulk-grants-requests.js';
import { BULK_PARTS_CALLERS, type BulkPartsRequests } from './bulk-parts-requests.js';
import { BULK_RELEASE_CALLERS, type BulkReleaseRequests } from './bulk-release-requests.js';
import { SUMMARIZE_GRANTS_CALLERS, type SummarizeGrantsRequests } from './summarize-grants-requests.js';
import { RESOLVE_TOKENS_CALLERS, type ResolveTokensRequests } from './resolve-tokens-requests.js';
import { RECORD_RELEASES_CALLERS, type RecordReleasesRequests } from './record-releases-requests.js';
import { SANDBOX_CALLERS, type SandboxRequests } from './sandbox-requests.js';
import type { NotificationRequests, ThirdPartyRequests } from './third-party-requests.js';
import { UPLOAD_CALLERS, type UploadRequests } from './upload-requests.js';
import type { Problem } from '../error-codes.js';
import type { ServiceName } from '../subjects.js';

/** Every request/reply operation, by name `<owner>.<operation>`. */
export type Requests = AuthorizationRequests &
  ApplicationInformationRequests &
  CustomerRequests &
  CustomerRecordRequests &
  ReceiptRequests &
  MeterIngestionRequests &
  MeterIngestionOperatorRequests &
  ImportRequests &
  ImportNoteRequests &
  ReadingInquiryRequests &
  MissingReadingRequests &
  UploadRequests &
  CustomerChangeRequests &
  GuestRequests &
  PaperRequests &
  PersonalTokenRequests &
  RecordReleasesRequests &
  ResolveTokensRequests &
  BulkReleaseRequests &
  BulkPartsRequests &
  BulkGrantsRequests &
  ListGrantsRequests &
  SummarizeGrantsRequests &
  OwnUsageRequests &
  DataDeliveryRequests &
  CompanyDataRequests &
  CompanyDownloadRequests &
  CompanyCallRequests &
  ThirdPartyRequests &
  SandboxRequests &
  NotificationRequests;
export type Operation = keyof Requests;
export type RequestOf<O extends Operation> = Requests[O]['request'];
export type ReplyOf<O extends Operation> = Requests[O]['reply'];

/** What travels back: the reply, or the problem that the handler threw. */
export type ReplyEnvelope<O extends Operation = Operation> = { readonly reply: ReplyOf<O> } | { readonly problem: Problem };

/** Who may ask what: the NATS permissions are made from this table, and a test tries every pair. */
export const CALLERS: Record<Operation, readonly ServiceName[]> = {
  'authorization.resolve-token': ['data-delivery'],
  'authorization.record-release': ['data-delivery'],
  'authorization.list-authorizations': ['data-delivery', 'portal', 'notification'],
  'authorization.get-authorization': ['data-delivery', 'portal', 'notification'],
  'authorization.list-releases': ['portal'],
  'authorization.revoke-authorization': ['portal', 'data-delivery'],
  'authorization.modify-authorization': ['portal'],
  'authorization.get-third-party': ['data-delivery', 'portal', 'notification'],
  'authorization.list-third-parties': ['portal'],
  'authorization.describe-consent-request': ['portal'],
  'authorization.approve-consent': ['portal'],
  'authorization.deny-consent': ['portal'],
  'authorization.read-log': ['data-delivery', 'notification'],
  ...CUSTOMER_CALLERS,
  ...CUSTOMER_RECORD_CALLERS,
  ...RECEIPT_CALLERS,
  'meter-ingestion.find-customer': ['portal'],
  'meter-ingestion.get-contact': ['portal', 'notification'],
  'meter-ingestion.list-services': ['portal', 'authorization'],
  ...IMPORT_CALLERS,
  ...IMPORT_NOTE_CALLERS,
  ...METER_INGESTION_OPERATOR_CALLERS,
  'meter-ingestion.read-log': ['data-delivery'],
  'authorization.register-third-party': ['portal'],
  'authorization.confirm-third-party-email': ['portal'],
  'authorization.modify-third-party': ['portal'],
  'authorization.get-third-party-progress': ['portal'],
  'authorization.list-third-party-progress': ['portal'],
  'authorization.get-third-party-contacts': ['portal'],
  'authorization.review-third-party': ['portal'],
  'authorization.run-third-party-test': ['portal'],
  'authorization.list-test-runs': ['portal'],
  'authorization.get-credentials': ['portal'],
  'authorization.change-credentials': ['portal'],
  'notification.queue-mail': ['portal', 'authorization'],
  ...READING_INQUIRY_CALLERS,
  ...MISSING_READING_CALLERS,
  ...UPLOAD_CALLERS,
  ...CUSTOMER_CHANGE_CALLERS,
  ...GUEST_CALLERS,
  ...APPLICATION_INFORMATION_CALLERS,
  ...PAPER_CALLERS,
  ...PERSONAL_TOKEN_CALLERS,
  ...RECORD_RELEASES_CALLERS,
  ...RESOLVE_TOKENS_CALLERS,
  ...BULK_RELEASE_CALLERS,
  ...BULK_PARTS_CALLERS,
  ...BULK_GRANTS_CALLERS,
  ...LIST_GRANTS_CALLERS,
  ...SUMMARIZE_GRANTS_CALLERS,
  ...COMPANY_DATA_CALLERS,
  ...COMPANY_DOWNLOAD_CALLERS,
  ...COMPANY_CALL_CALLERS,
  ...OWN_USAGE_CALLERS,
  ...SANDBOX_CALLERS,
  'data-delivery.read-log': ['meter-ingestion', 'notification'],
};

/** Which services follow which log over JetStream. */
export const LOG_CONSUMERS = {
  authorization: ['notification'],
  'meter-ingestion': ['data-delivery'],
  'data-delivery': ['meter-ingestion', 'notification'],
} as const;
