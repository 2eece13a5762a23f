import type { ThirdPartyView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { DirectoryPage } from './directory-page.js';

/** The public directory: companies in production, and those on hold, marked. */
@PortalPages('directory')
export class DirectoryController {
  constructor(private readonly requests: RequestClient) {}

  @Get()
  async show(@Req() request: FastifyRequest): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const companies = await listedCompanies(this.requests);
    const body = <DirectoryPage companies={companies} messages={messages} locale={locale} />;
    return new Page({ title: messages.company.directory.title, body });
  }
}

/** Companies that the public may know of, by name. */
export async function listedCompanies(requests: RequestClient): Promise<readonly ThirdPartyView[]> {
  const { thirdParties } = await requests.request('authorization.list-third-parties', {});
  return thirdParties.filter(
    // Who fetches the own data is a person, and no company that others could choose.
    ({ status, profile }) => (status === 'production' || status === 'onHold') && profile?.userType !== 'selfAccess',
  );
}
