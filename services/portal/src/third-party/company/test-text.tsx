import type { TestText, TestTextCode } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

/** What a code says in the language of the catalogue. */
export function wordsOf(text: Exclude<TestText, string>, { testTexts }: Messages): string {
  const words = testTexts[text.code] as string | ((...values: readonly string[]) => string) | undefined;
  // A code of a later release, for as long as both run.
  if (words === undefined) return [text.code satisfies TestTextCode, ...(text.values ?? [])].join(' ');
  return typeof words === 'string' ? words : words(...(text.values ?? []));
}

/** A text of a test; what an earlier release stored is English. */
export function TestTextView({ text, messages }: { text: TestText; messages: Messages }): VNode {
  return typeof text === 'string' ? <span lang="en">{text}</span> : <span>{wordsOf(text, messages)}</span>;
}

/** Several texts, with commas between. */
export function TestTextList({ texts, messages }: { texts: TestText | readonly TestText[]; messages: Messages }): VNode {
  const all = Array.isArray(texts) ? (texts as readonly TestText[]) : [texts as TestText];
  return (
    <>
      {all.map((text, index) => (
        <>
          {index > 0 && ', '}
          <TestTextView text={text} messages={messages} />
        </>
      ))}
    </>
  );
}
