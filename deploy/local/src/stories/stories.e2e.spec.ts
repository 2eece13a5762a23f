import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { runsHere } from '../run/runs-here.js';
import { bothWaysIn } from './both-ways-in.story.js';
import { companyRegistration } from './company-registration.story.js';
import { consentPage } from './consent-page.story.js';
import { errorPaths } from './error-paths.story.js';
import { forEverybody } from './for-everybody.story.js';
import { myAuthorizations } from './my-authorizations.story.js';
import { paperAndToken } from './paper-and-token.story.js';
import { samples } from './samples.story.js';
import { selfAccess } from './self-access.story.js';
import { startStoryWorld, type StoryWorld } from './story-world.js';

const suite = runsHere('the stories in a browser', true) ? describe : describe.skip;

// Machines of the continuous integration run two of these at a time.
jest.setTimeout(60_000);

/** The pages as people use them, in Chromium, against one running system with the demo town. */
suite('stories in a browser', () => {
  let world: StoryWorld;
  beforeAll(async () => void (world = await startStoryWorld()), 240_000);
  afterAll(() => world?.stop(), 60_000);
  const here = (): StoryWorld => world;

  companyRegistration(here);
  bothWaysIn(here);
  consentPage(here);
  samples(here);
  myAuthorizations(here);
  paperAndToken(here);
  selfAccess(here);
  forEverybody(here);
  errorPaths(here);
});
