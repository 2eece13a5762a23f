import { testText } from '@greenledger/contracts';
import { withoutAnswer, type TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';

/** A test stands in only for a client that has credentials; else it says which step is missing. @returns whether it has some */
export function ownCredentials(context: TestContext, { hasOwn }: TestCredentials): boolean {
  if (hasOwn) return true;
  return context.note(`POST ${context.origin}/oauth/token`, testText('needCredentials'), withoutAnswer(testText('noCredential')), {
    passed: false,
    advice: testText('createCredential'),
  });
}
