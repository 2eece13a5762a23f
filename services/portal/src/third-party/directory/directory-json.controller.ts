import { RequestClient } from '@greenledger/messaging';
import { Controller, Get, Header } from '@nestjs/common';
import { listedCompanies } from './directory.controller.js';
import { askedDataSets } from './directory-page.js';

/** One company as machines read it; names as in RFC 7591 where it has them. */
interface DirectoryEntry {
  readonly client_name: string;
  readonly status: string;
  readonly purpose: string;
  readonly data_sets: readonly string[];
  readonly client_uri: string;
  readonly policy_uri: string;
  readonly tos_uri: string;
  readonly logo_uri?: string;
  readonly registered_at: string;
}

/** The directory for machines: public facts only, no id that opens anything. */
@Controller('directory.json')
export class DirectoryJsonController {
  constructor(private readonly requests: RequestClient) {}

  @Get()
  @Header('access-control-allow-origin', '*')
  @Header('cache-control', 'public, max-age=60')
  @Header('x-content-type-options', 'nosniff')
  async list(): Promise<{ companies: DirectoryEntry[] }> {
    const companies = await listedCompanies(this.requests);
    return {
      companies: companies.map((company) => ({
        client_name: company.name,
        status: company.status,
        purpose: company.purpose,
        data_sets: askedDataSets(company),
        client_uri: company.clientUri,
        policy_uri: company.policyUri,
        tos_uri: company.tosUri,
        ...(company.logoUri && { logo_uri: company.logoUri }),
        registered_at: company.registeredAt,
      })),
    };
  }
}
