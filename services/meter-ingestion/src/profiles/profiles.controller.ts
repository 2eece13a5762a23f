import { Body, Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import { OperatorGuard, operatorOf } from '../operators/operator.guard.js';
import { profileChoice } from './profile-choice.js';
import { profileDefinition } from './profile-definition.js';
import { type ProfileVersion, SourceProfileStore } from './source-profiles.js';

/** A version as the operator sees it. */
export interface ProfileView extends Omit<ProfileVersion, 'createdAt'> {
  readonly inForce: boolean;
  readonly createdAt: string;
}

/** A profile in force and what has come by it. */
export interface SourceView extends ProfileView {
  /** RFC 3339 UTC; null when no file has come by it. */
  readonly newestFileAt: string | null;
  /** Whether the next file should have come, by the cadence of the profile; null when it has none. */
  readonly overdue: boolean | null;
}

/** The source profiles: what is particular to each source of meter files, with every version that there was. */
@Controller('ingest/v1/source-profiles')
@UseGuards(OperatorGuard)
export class ProfilesController {
  constructor(private readonly profiles: SourceProfileStore) {}

  /** Those in force, each with when its newest file came and whether the next is overdue. */
  @Get()
  async list(): Promise<{ profiles: readonly SourceView[] }> {
    const [inForce, newest] = await Promise.all([
      this.profiles.revision().then((at) => this.profiles.inForce(at)),
      this.profiles.newestFiles(),
    ]);
    return { profiles: inForce.map((each) => ({ ...view(each, true), ...silenceOf(each, newest.get(each.name), Date.now()) })) };
  }

  /** All versions of one, drafts too, the newest first. */
  @Get(':name')
  async versions(@Param('name') name: string): Promise<{ versions: readonly ProfileView[] }> {
    const versions = await this.profiles.versions(nameOf(name));
    const newest = Math.max(...versions.map(({ revision }) => revision ?? 0));
    return { versions: versions.map((each) => view(each, each.revision === newest && !each.definition.retired)) };
  }

  /** Adds a version: `{ "expectedVersion": <newest version seen, 0 for a new profile>, "definition": { … }, "draft": true|false }`. */
  @Post(':name')
  async add(@Param('name') name: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<ProfileView> {
    const { expectedVersion, definition, draft = false, ...rest } = Object(body) as Record<string, unknown>;
    const unknown = Object.keys(rest);
    if (!Number.isInteger(expectedVersion) || typeof draft !== 'boolean' || unknown.length > 0) {
      throw new ProblemError(
        'invalid-body',
        'Send { "expectedVersion": <newest version seen, 0 for a new profile>, "definition": { … }, "draft": true or false }, and nothing else.',
      );
    }
    const added = await this.profiles.add(nameOf(name), Number(expectedVersion), profileDefinition(definition), operatorOf(request), draft);
    return view(added, added.revision !== null && !added.definition.retired);
  }

  /** Brings a draft into force. */
  @Post(':name/versions/:version/activate')
  @HttpCode(200)
  async activate(@Param('name') name: string, @Param('version') version: string): Promise<ProfileView> {
    const chosen = profileChoice(`${nameOf(name)}@${version}`)!;
    return view(await this.profiles.activate(chosen.name, chosen.version!), true);
  }
}

function silenceOf(
  { definition, createdAt }: ProfileVersion,
  newest: Date | undefined,
  now: number,
): Pick<SourceView, 'newestFileAt' | 'overdue'> {
  const { cadence } = definition;
  // A source that never spoke is waited for since its profile was made.
  const overdue = cadence ? now - (newest ?? createdAt).getTime() > cadence.overdueAfterHours * 3_600_000 : null;
  return { newestFileAt: newest?.toISOString() ?? null, overdue };
}

const nameOf = (given: string): string => {
  const { name, version } = profileChoice(given) ?? {};
  if (name === undefined || version !== undefined)
    throw new ProblemError('invalid-parameter', 'A profile is named by letters, digits, dot, dash and underscore.');
  return name;
};

const view = ({ createdAt, ...rest }: ProfileVersion, inForce: boolean): ProfileView => ({
  ...rest,
  inForce,
  createdAt: createdAt.toISOString(),
});
