import { LogLeaf1780000000300 } from '../event-log/log-leaf-migration.js';
import { EventLog1780000000000 } from './1780000000000-event-log.js';
import { Views1780000000100 } from './1780000000100-views.js';
import { OAuth1780000000200 } from './1780000000200-oauth.js';
import { AppendTogether1780000001400 } from './1780000001400-append-together.js';
import { PaperAuthorizations1780000000420 } from './1780000000420-paper-authorizations.js';
import { PersonalTokens1780000000430 } from './1780000000430-personal-tokens.js';
import { Lifecycle1780000000400 } from './1780000000400-lifecycle.js';
import { CompanyReports1780000000410 } from './1780000000410-company-reports.js';
import { BulkReleases1780000001500 } from './1780000001500-bulk-releases.js';
import { OAuthOptions1780000001000 } from './1780000001000-oauth-options.js';
import { InitialAccessToken1780000001310 } from './1780000001310-initial-access-token.js';
import { Sandbox1780000001600 } from './1780000001600-sandbox.js';
import { ThirdPartyRegistration1780000001300 } from './1780000001300-third-party-registration.js';
import { TlsSubject1780000001710 } from './1780000001710-tls-subject.js';
import { AppendBatchWhile1780000001800 } from './1780000001800-append-batch-while.js';

/** Oldest first. */
export const migrations = [
  EventLog1780000000000,
  Views1780000000100,
  OAuth1780000000200,
  LogLeaf1780000000300,
  Lifecycle1780000000400,
  CompanyReports1780000000410,
  PaperAuthorizations1780000000420,
  PersonalTokens1780000000430,
  OAuthOptions1780000001000,
  ThirdPartyRegistration1780000001300,
  InitialAccessToken1780000001310,
  AppendTogether1780000001400,
  BulkReleases1780000001500,
  Sandbox1780000001600,
  TlsSubject1780000001710,
  AppendBatchWhile1780000001800,
] as const;
