import { Body, Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ProblemError, type ProfileView, type SourceView } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import { OperatorGuard, operatorOf } from '../operators/operator.guard.js';
import { ProfileCatalogue } from './profile-catalogue.js';

/** The source profiles: what is particular to each source of meter files, with every version that there was. */
@Controller('ingest/v1/source-profiles')
@UseGuards(OperatorGuard)
export class ProfilesController {
  constructor(private readonly catalogue: ProfileCatalogue) {}

  /** Those in force. */
  @Get()
  async list(): Promise<{ profiles: readonly SourceView[] }> {
    return { profiles: await this.catalogue.list(Date.now()) };
  }

  /** All versions of one. */
  @Get(':name')
  async versions(@Param('name') name: string): Promise<{ versions: readonly ProfileView[] }> {
    return { versions: await this.catalogue.versions(name) };
  }

  /** Adds a version: `{ "expectedVersion": <newest version seen, 0 for a new profile>, "definition": { … }, "draft": true|false }`. */
  @Post(':name')
  add(@Param('name') name: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<ProfileView> {
    const { expectedVersion, definition, draft = false, ...rest } = Object(body) as Record<string, unknown>;
    if (!Number.isInteger(expectedVersion) || typeof draft !== 'boolean' || Object.keys(rest).length > 0) {
      throw new ProblemError(
        'invalid-body',
        'Send { "expectedVersion": <newest version seen, 0 for a new profile>, "definition": { … }, "draft": true or false }, and nothing else.',
      );
    }
    return this.catalogue.add(name, Number(expectedVersion), definition, operatorOf(request), draft);
  }

  @Post(':name/versions/:version/activate')
  @HttpCode(200)
  activate(@Param('name') name: string, @Param('version') version: string): Promise<ProfileView> {
    return this.catalogue.activate(name, version);
  }
}
