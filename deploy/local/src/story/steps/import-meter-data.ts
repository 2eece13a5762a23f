import { demoTown, importSharedFiles, importTown, localDayOf, TOWN_TIME_ZONE } from '../../town/index.js';
import { patientFetch } from '../patient-fetch.js';
import { assertThat, type StoryContext } from '../story-context.js';

/** The utility's operator uploads who lives where and what the meters said; all of it is stored. */
export async function importMeterData(story: StoryContext): Promise<void> {
  const { origin, operator } = story.stack;
  const target = { origin, operator, fetch: patientFetch };
  const town = demoTown({ endDay: localDayOf(story.startedAt, TOWN_TIME_ZONE) });
  story.town = town;
  const imports = await importTown(target, town);
  const shared = await importSharedFiles(target, story.say);
  const all = [...imports, ...shared];
  const sum = (member: 'added' | 'corrected'): number => all.reduce((total, { stored }) => total + stored[member], 0);
  story.figures.readingsImported = sum('added') + sum('corrected');
  assertThat(story.figures.readingsImported > 0, 'The imports are stored, but they say that no reading was.');
  story.say(
    `${all.length} meter files came in (${shared.length} of them samples from real and written feeds): ` +
      `${sum('added')} readings stored, ${sum('corrected')} corrected by a later file.`,
  );
}
