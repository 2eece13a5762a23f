import { households } from '../../town/residents.js';
import { eventually, patientFetch } from '../patient-fetch.js';
import type { StoryContext } from '../story-context.js';

interface Mail {
  readonly receivedAt: string;
  readonly to: string;
  readonly subject: string;
}

/** The customer gets a mail that confirms what was granted. */
export async function readConfirmationMail(story: StoryContext): Promise<void> {
  const { email } = households[0]!;
  const mail = await eventually('The customer should get a mail that confirms the authorization.', async () => {
    const answer = await patientFetch(`${story.stack.mailUrl}/messages`);
    const mails = (await answer.json()) as readonly Mail[];
    return mails.find(({ to, receivedAt }) => to.includes(email) && Date.parse(receivedAt) >= story.startedAt.getTime());
  });
  story.say(`She got a mail: "${mail.subject}".`);
}
