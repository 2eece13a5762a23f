import { ServiceConfiguration } from '@greenledger/service-kit';
import { Transform } from 'class-transformer';
import { IsBoolean, IsString, IsTimeZone, Matches } from 'class-validator';

/** Environment of the notification service. */
export class NotificationConfiguration extends ServiceConfiguration {
  /** Where mail is handed over, for example `smtp://127.0.0.1:2525`. */
  @Matches(/^smtps?:\/\//, { message: 'SMTP_URL must start with smtp:// or smtps://, for example smtp://127.0.0.1:2525' })
  SMTP_URL!: string;

  /** The From of every mail, for example `Share My Data <share-my-data@utility.example>`. */
  @IsString()
  MAIL_FROM!: string;

  /** IANA zone in which the moments of a mail are written: that of the utility. */
  @IsTimeZone({ message: 'set an IANA time zone, for example America/Los_Angeles' })
  TIME_ZONE = 'America/Los_Angeles';

  /** Only for the embedded run and tests: lets a notify URI be plain http on this machine. */
  @Transform(
    ({ obj }: { obj: Record<string, unknown> }) => obj['NOTIFY_ALLOW_LOOPBACK'] === 'true' || obj['NOTIFY_ALLOW_LOOPBACK'] === true,
  )
  @IsBoolean()
  NOTIFY_ALLOW_LOOPBACK = false;
}
