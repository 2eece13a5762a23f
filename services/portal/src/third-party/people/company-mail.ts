import { randomUUID } from 'node:crypto';
import type { Language } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Injectable } from '@nestjs/common';
import { PortalConfiguration } from '../../portal-configuration.js';
import { CompanyLinks, type CompanyLink } from './company-links.js';
import type { CompanyPerson } from './company-people.js';

/** Sends the links: handed to notification, which sends them by SMTP. */
@Injectable()
export class CompanyMail {
  constructor(
    private readonly links: CompanyLinks,
    private readonly requests: RequestClient,
    private readonly configuration: PortalConfiguration,
  ) {}

  /** Somebody registered anew with the address of an account: its owner is told, and where to sign in. @param language of that page */
  async tellOfAccount({ email, companyName }: Pick<CompanyPerson, 'email' | 'companyName'>, language: Language): Promise<void> {
    const link = `${this.configuration.PUBLIC_ORIGIN}/third-party/sign-in`;
    const mail = { kind: 'accountExists', company: companyName, link } as const;
    await this.requests.request('notification.queue-mail', { mailId: randomUUID(), to: email, mail, language });
  }

  /** @param language of the page that led to the mail */
  async send(link: CompanyLink, language: Language): Promise<void> {
    const token = await this.links.create(link);
    const page = link.kind === 'confirmation' ? 'confirm' : 'invitation';
    await this.requests.request('notification.queue-mail', {
      mailId: randomUUID(),
      to: link.email,
      language,
      mail: {
        kind: link.kind === 'confirmation' ? 'confirmRegistration' : 'invitation',
        company: link.companyName,
        link: `${this.configuration.PUBLIC_ORIGIN}/third-party/${page}/${token}`,
      },
    });
  }
}
