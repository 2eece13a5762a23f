import { MessagingModule } from '@greenledger/messaging';
import { DatabaseModule } from '@greenledger/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuthorizationsController } from './customer/authorizations/authorizations.controller.js';
import { CustomerAuthorizations } from './customer/authorizations/customer-authorizations.js';
import { ConsentAnswers } from './customer/consent/consent-answers.js';
import { ConsentController } from './customer/consent/consent.controller.js';
import { CustomerDirectory } from './customer/customer-directory.js';
import { DownloadController } from './customer/download/download.controller.js';
import { DownloadFileController } from './customer/download/download-file.controller.js';
import { EditController } from './customer/edit/edit.controller.js';
import { ReceiptsController } from './customer/receipts/receipts.controller.js';
import { ReceivedController } from './customer/received/received.controller.js';
import { ReportController } from './customer/report/report.controller.js';
import { ShareController } from './customer/share/share.controller.js';
import { WelcomeController } from './customer/welcome/welcome.controller.js';
import { CaughtMails } from './demo/caught-mails.js';
import { DemoMailController } from './demo/demo-mail.controller.js';
import { ErrorCodesController } from './docs/error-codes.controller.js';
import { GuestAccess } from './guest/guest-access.js';
import { GuestChallenges } from './guest/guest-challenges.js';
import { GuestController } from './guest/guest.controller.js';
import { AssetsController } from './html/assets.controller.js';
import { NotFoundController } from './html/not-found.controller.js';
import { PageRenderer } from './html/page-renderer.js';
import { MyTokenController } from './my-token/my-token.controller.js';
import { EvidenceFiles } from './operator-paper/evidence-files.js';
import { PaperController } from './operator-paper/paper.controller.js';
import { ScanController } from './operator-paper/scan.controller.js';
import { OPERATOR_CONTROLLERS, OPERATOR_PROVIDERS } from './operator/operator.providers.js';
import { PortalConfiguration } from './portal-configuration.js';
import { Accounts } from './session/accounts.js';
import { Departures } from './session/provider/departures.js';
import { IdentityProvider } from './session/provider/identity-provider.js';
import { ProviderSignInController } from './session/provider/provider-sign-in.controller.js';
import { LanguageController } from './session/language.controller.js';
import { SessionCookie } from './session/session-cookie.js';
import { Sessions } from './session/sessions.js';
import { SignInController } from './session/sign-in.controller.js';
import { SignInThrottle } from './session/sign-in-throttle.js';
import { THIRD_PARTY_CONTROLLERS, THIRD_PARTY_PROVIDERS } from './third-party/third-party.providers.js';

@Module({})
export class PortalModule {
  static with(configuration: PortalConfiguration): DynamicModule {
    const { NATS_URL: url, NATS_CA_FILE: caFile, NATS_USER: user, NATS_PASSWORD: password } = configuration;
    return {
      module: PortalModule,
      imports: [
        DatabaseModule.forRoot({ url: configuration.DATABASE_URL, service: 'portal' }),
        MessagingModule.forRoot({ url, caFile, user, password, service: 'portal' }),
      ],
      controllers: [
        AssetsController,
        WelcomeController,
        SignInController,
        GuestController,
        MyTokenController,
        ScanController,
        PaperController,
        ProviderSignInController,
        ConsentController,
        EditController,
        ReportController,
        AuthorizationsController,
        ReceiptsController,
        ReceivedController,
        DownloadController,
        DownloadFileController,
        ShareController,
        LanguageController,
        ...THIRD_PARTY_CONTROLLERS,
        ...OPERATOR_CONTROLLERS,
        DemoMailController,
        ErrorCodesController,
        NotFoundController,
      ],
      providers: [
        { provide: PortalConfiguration, useValue: configuration },
        { provide: Accounts, useFactory: () => Accounts.read(configuration.ACCOUNTS_FILE) },
        { provide: SessionCookie, useValue: new SessionCookie(configuration.PUBLIC_ORIGIN) },
        Sessions,
        SignInThrottle,
        IdentityProvider,
        Departures,
        PageRenderer,
        CustomerDirectory,
        CustomerAuthorizations,
        ConsentAnswers,
        CaughtMails,
        GuestAccess,
        GuestChallenges,
        EvidenceFiles,
        ...THIRD_PARTY_PROVIDERS,
        ...OPERATOR_PROVIDERS,
      ],
    };
  }
}
