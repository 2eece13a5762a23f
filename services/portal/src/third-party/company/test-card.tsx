import type { TestRun, ThirdPartyTest } from '@greenledger/contracts';
import type { ComponentChildren, VNode } from 'preact';
import { Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { TestSteps } from './test-steps.js';

/** Where a run is asked for, by whoever may. */
export interface RunForm {
  readonly action: string;
  readonly csrf: string;
}

interface Props {
  readonly test: ThirdPartyTest;
  readonly run: TestRun | undefined;
  /** Undefined for those who may not run it. */
  readonly form: RunForm | undefined;
  readonly messages: Messages;
  readonly locale: string;
  /** Below the test. */
  readonly children?: ComponentChildren;
}

/** One of the three tests: how the last run came out, request by request, with the reason of a failure. */
export function TestCard({ test, run, form, messages, locale, children }: Props): VNode {
  const { company } = messages;
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
      {test === 'oauth' && <p>{messages.sandbox.lead}</p>}
      {run && (
        <p class="quiet">
          <Moment at={Date.parse(run.startedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
        </p>
      )}
      {run && run.steps.length > 0 && <TestSteps steps={run.steps} title={title} messages={messages} />}
      {form && state !== 'running' && <RunButtons test={test} again={run !== undefined} form={form} messages={messages} />}
      {children}
    </section>
  );
}

function RunButtons({ test, again, form, messages }: { test: ThirdPartyTest; again: boolean; form: RunForm; messages: Messages }): VNode {
  const { company, sandbox } = messages;
  const { title } = company.tests[test];
  if (test !== 'oauth') {
    return (
      <Form {...form}>
        <button type="submit" class="second">
          {again ? company.runAgain(title) : company.run(title)}
        </button>
      </Form>
    );
  }
  return (
    <Form {...form}>
      <div class="actions">
        <button type="submit" name="madeBy" value="company" class="second">
          {sandbox.judge}
        </button>
        <button type="submit" name="madeBy" value="test" class="second">
          {again ? sandbox.forMeAgain : sandbox.forMe}
        </button>
      </div>
    </Form>
  );
}
