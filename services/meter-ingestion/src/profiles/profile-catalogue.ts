import { Injectable } from '@nestjs/common';
import { ProblemError, type ProfileView, type SourceView } from '@greenledger/contracts';
import { profileChoice } from './profile-choice.js';
import { profileDefinition } from './profile-definition.js';
import { type ProfileVersion, SourceProfileStore } from './source-profiles.js';

/** The source profiles as operators see and change them, whichever way they come. */
@Injectable()
export class ProfileCatalogue {
  constructor(private readonly profiles: SourceProfileStore) {}

  /** Those in force, each with when its newest file came and whether the next is overdue. @param now milliseconds. */
  async list(now: number): Promise<readonly SourceView[]> {
    const [inForce, newest] = await Promise.all([
      this.profiles.revision().then((at) => this.profiles.inForce(at)),
      this.profiles.newestFiles(),
    ]);
    return inForce.map((each) => ({ ...view(each, true), ...silenceOf(each, newest.get(each.name), now) }));
  }

  /** All versions of one, drafts too, the newest first. @throws ProblemError `not-found`. */
  async versions(name: string): Promise<readonly ProfileView[]> {
    const versions = await this.profiles.versions(nameOf(name));
    const newest = Math.max(...versions.map(({ revision }) => revision ?? 0));
    return versions.map((each) => view(each, each.revision === newest && !each.definition.retired));
  }

  /** @throws ProblemError `invalid-body`, `invalid-parameter`, `conflict`. */
  async add(name: string, expectedVersion: number, definition: unknown, by: string, draft: boolean): Promise<ProfileView> {
    const added = await this.profiles.add(nameOf(name), expectedVersion, profileDefinition(definition), by, draft);
    return view(added, added.revision !== null && !added.definition.retired);
  }

  /** Brings a draft into force. @throws ProblemError `not-found`, `conflict`. */
  async activate(name: string, version: string | number): Promise<ProfileView> {
    const chosen = profileChoice(`${nameOf(name)}@${version}`)!;
    await this.profiles.activate(chosen.name, chosen.version!);
    return (await this.versions(chosen.name)).find((each) => each.version === chosen.version)!;
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

function nameOf(given: string): string {
  const { name, version } = profileChoice(given) ?? {};
  if (name === undefined || version !== undefined) {
    throw new ProblemError('invalid-parameter', 'A profile is named by letters, digits, dot, dash and underscore.');
  }
  return name;
}

const view = ({ createdAt, definition, ...rest }: ProfileVersion, inForce: boolean): ProfileView => ({
  ...rest,
  definition: { ...definition },
  inForce,
  createdAt: createdAt.toISOString(),
});
