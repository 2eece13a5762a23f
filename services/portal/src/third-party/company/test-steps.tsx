import type { TestStep } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import { TestTextList, TestTextView } from './test-text.js';

interface Props {
  readonly steps: readonly TestStep[];
  /** Of the test. */
  readonly title: string;
  readonly messages: Messages;
}

/** The requests of a run: what was asked, what must come back, what came back, and what to do. */
export function TestSteps({ steps, title, messages }: Props): VNode {
  const { step: words, stepsCaption } = messages.company;
  return (
    <table class="stacking">
      <caption>{stepsCaption(title)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.request}</th>
          <th scope="col">{words.expected}</th>
          <th scope="col">{words.found}</th>
          <th scope="col">{words.result}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ request, about, expected, found, passed, advice }) => (
          <tr>
            <td data-label={words.request}>
              <code>{request}</code>
              {about && (
                <>
                  {' '}
                  <TestTextView text={about} messages={messages} />
                </>
              )}
            </td>
            <td data-label={words.expected}>
              <TestTextView text={expected} messages={messages} />
            </td>
            <td data-label={words.found}>
              <TestTextList texts={found} messages={messages} />
              {advice && (
                <p class="field-error">
                  {words.advice}: <TestTextView text={advice} messages={messages} />
                </p>
              )}
            </td>
            <td data-label={words.result}>
              <span class={`badge ${passed ? 'active' : 'failed'}`}>{passed ? words.passed : words.failed}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
