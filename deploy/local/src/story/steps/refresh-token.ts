import { assertThat, type StoryContext } from '../story-context.js';

/** The refresh token gives a new access token, which opens the readings. HEAD, because it releases nothing. */
export async function refreshToken(story: StoryContext): Promise<void> {
  const { client } = story.need('company');
  const before = story.need('grant');
  const grant = await client.refresh(before);
  assertThat(grant.accessToken !== before.accessToken, 'Refreshing should give another access token.');
  story.grant = grant;
  const answer = await client.head(grant.resourceUri, grant.accessToken);
  assertThat(answer.status === 200, `The refreshed token should open the readings; it answered ${answer.status}.`);
  story.say('The company refreshed its token.');
}
