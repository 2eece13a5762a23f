import type { TestRun, TestStep, ThirdPartyTest } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly test: ThirdPartyTest;
  readonly run: TestRun | undefined;
  /** Token of the form that runs it; undefined for those who may not. */
  readonly csrf: string | undefined;
  readonly messages: Messages;
  readonly locale: string;
}

/** One of the three tests: how the last run came out, request by request, with the reason of a failure. */
export function TestCard({ test, run, csrf, messages: { company }, locale }: Props): VNode {
  const { title, about } = company.tests[test];
  const state = run?.state ?? 'never';
  const mood = { passed: 'active', failed: 'failed', running: '', never: '' }[state];
  return (
    <section class="card" id={`test-${test}`}>
      <div class="card-head">
        <h3>{title}</h3>
        <span class={`badge ${mood}`.trim()}>{company.testStates[state]}</span>
      </div>
      <p>{about}</p>
      {run && (
        <p class="quiet">
          <Moment at={Date.parse(run.startedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
        </p>
      )}
      {run && run.steps.length > 0 && <Steps steps={run.steps} title={title} company={company} />}
      {csrf !== undefined && state !== 'running' && (
        <Form action={`/third-party/company/tests/${test}`} csrf={csrf}>
          <button type="submit" class="second">
            {run ? company.runAgain(title) : company.run(title)}
          </button>
        </Form>
      )}
    </section>
  );
}

function Steps({ steps, title, company }: { steps: readonly TestStep[]; title: string; company: Messages['company'] }): VNode {
  const { step: words } = company;
  return (
    <table class="stacking">
      <caption>{company.stepsCaption(title)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.request}</th>
          <th scope="col">{words.expected}</th>
          <th scope="col">{words.found}</th>
          <th scope="col">{words.result}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ request, expected, found, passed, advice }) => (
          <tr>
            <td data-label={words.request}>
              <code>{request}</code>
            </td>
            <td data-label={words.expected} lang="en">
              {expected}
            </td>
            <td data-label={words.found}>
              <span lang="en">{found}</span>
              {advice && (
                <p class="field-error">
                  {words.advice}: <span lang="en">{advice}</span>
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
