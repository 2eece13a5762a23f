import { eventually } from '../patient-fetch.js';
import type { StoryContext } from '../story-context.js';

/** The company hears at its notify URI (ESPI BatchList) that there is an authorization. */
export async function awaitNotification(story: StoryContext): Promise<void> {
  const { authorizationUri, resourceUri } = story.need('grant');
  await eventually('The company should be notified of the new authorization.', () => namesOne(story, 0, [authorizationUri, resourceUri]));
  story.figures.notified = true;
  story.say('The company was notified at its notify URI (BatchList).');
}

/** Whether a notification from number `from` on names one of the resources; queries do not matter. */
export function namesOne(story: StoryContext, from: number, resources: readonly string[]): true | undefined {
  const told = story
    .need('company')
    .notifications.slice(from)
    .flatMap((notification) => notification.resources);
  return told.some((uri) => resources.includes(uri.split('?')[0]!)) || undefined;
}
