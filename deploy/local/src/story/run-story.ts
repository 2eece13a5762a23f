import type { Stack } from '../run/stack.js';
import { authorizeCompany } from './steps/authorize-company.js';
import { awaitNotification } from './steps/await-notification.js';
import { changePermission } from './steps/change-permission.js';
import { fetchFeed } from './steps/fetch-feed.js';
import { importMeterData } from './steps/import-meter-data.js';
import { readConfirmationMail } from './steps/read-confirmation-mail.js';
import { readReleases } from './steps/read-releases.js';
import { refreshToken } from './steps/refresh-token.js';
import { registerCompany } from './steps/register-company.js';
import { revoke } from './steps/revoke.js';
import { verifyAudit } from './steps/verify-audit.js';
import { verifyReceipt } from './steps/verify-receipt.js';
import { StoryContext } from './story-context.js';

/** The main job in order; names are those that `onStep` is told. */
export const STORY_STEPS = {
  registerCompany,
  importMeterData,
  authorizeCompany,
  awaitNotification,
  fetchFeed,
  changePermission,
  refreshToken,
  readConfirmationMail,
  verifyReceipt,
  readReleases,
  revoke,
  verifyAudit,
} as const;
export type StoryStep = keyof typeof STORY_STEPS;

export interface StoryOptions {
  /** Told before each step; tests kill services here. */
  readonly onStep?: (name: StoryStep) => void | Promise<void>;
  /** Prints one line; default standard output. */
  readonly say?: (line: string) => void;
}

export type StoryFigures = StoryContext['figures'];

/**
 * Runs the main job without a person and prints its figures, one JSON object, as the last line.
 * @throws Error with the step's name and one sentence when a step does not do what it says.
 */
export async function runStory(
  stack: Stack,
  { onStep, say = (line) => void process.stdout.write(`${line}\n`) }: StoryOptions = {},
): Promise<StoryFigures> {
  const story = new StoryContext(stack, say);
  try {
    for (const name of Object.keys(STORY_STEPS) as StoryStep[]) {
      await onStep?.(name);
      await STORY_STEPS[name](story).catch((error: unknown) => {
        throw new Error(`The story stopped at ${name}: ${messageOf(error)}`, { cause: error });
      });
    }
  } finally {
    await story.company?.stop();
  }
  say(JSON.stringify(story.figures));
  return story.figures;
}

/** The OAuth and fetch libraries put the reason into `cause`. */
function messageOf(error: unknown): string {
  const { message = String(error), cause } = error as { message?: string; cause?: unknown };
  const { error_description: description, message: reason } = (cause ?? {}) as { error_description?: string; message?: string };
  return [message, description ?? reason].filter(Boolean).join(': ');
}
