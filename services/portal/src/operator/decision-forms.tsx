import type { ThirdPartyStage } from '@greenledger/contracts';
import type { ComponentChildren, VNode } from 'preact';
import { FieldMessage, type FieldError } from '../html/error-summary.js';
import { Field, Form } from '../html/field.js';
import type { Messages } from '../locales/index.js';
import type { EnteredDecision } from './parse-decision.js';

interface Props {
  readonly thirdPartyId: string;
  readonly stage: ThirdPartyStage;
  readonly csrf: string;
  readonly entered: EnteredDecision | undefined;
  readonly errors: readonly FieldError[];
  readonly words: Messages['operator'];
}

/** The decisions that the stage allows, each as a form of its own. Ids carry the kind: a page may hold several. */
export function DecisionForms({ thirdPartyId, stage, csrf, entered, errors, words }: Props): VNode | null {
  if (stage === 'terminated') return null;
  const action = `/operator/third-parties/${thirdPartyId}`;
  const form = (kind: string, heading: string, lead: string, button: string, mood: string, fields: ComponentChildren = null): VNode => (
    <section class="card">
      <h3>{heading}</h3>
      <p>{lead}</p>
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="kind" value={kind} />
        {fields}
        <button type="submit" class={mood}>
          {button}
        </button>
      </Form>
    </section>
  );
  const field = (kind: string, name: 'reason' | 'cureBy'): VNode => (
    <Field
      id={`${kind}.${name}`}
      label={words[name]}
      hint={name === 'reason' ? words.reasonHint : undefined}
      kind={name === 'reason' ? 'lines' : 'date'}
      value={entered?.kind === kind ? entered[name] : ''}
      errors={errors}
    />
  );
  return (
    <>
      <h2>{words.decisionHeading}</h2>
      {stage === 'review' && form('approve', words.approve, words.approveLead, words.approve, '')}
      {(stage === 'review' || stage === 'testing') &&
        form('decline', words.declineHeading, words.declineLead, words.decline, 'second', field('decline', 'reason'))}
      {stage === 'onHold' && form('reinstate', words.reinstateHeading, words.holdLead, words.reinstate, '')}
      {(stage === 'production' || stage === 'onHold') &&
        form('hold', words.holdHeading, words.holdLead, words.hold, 'second', [field('hold', 'reason'), field('hold', 'cureBy')])}
      {form('terminate', words.terminateHeading, words.terminateLead, words.terminate, 'danger', [
        field('terminate', 'reason'),
        <FieldMessage field="terminate.sure" errors={errors} />,
        <label class="choice">
          <input
            type="checkbox"
            id="terminate.sure"
            name="terminate.sure"
            value="yes"
            aria-describedby={errors.some((error) => error.field === 'terminate.sure') ? 'terminate.sure-error' : undefined}
          />
          <span>{words.sure}</span>
        </label>,
      ])}
    </>
  );
}
