import type { AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import type { ConsentForm } from '../consent/consent-form.js';
import type { DifferenceText } from './difference-text.js';

interface Props {
  readonly authorization: AuthorizationView;
  readonly text: DifferenceText;
  readonly digest: string;
  readonly form: ConsentForm;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly messages: Messages;
}

/** What would be different, before it is. The text of a widening is what the customer agrees to. */
export function DifferencePage({ authorization, text, digest, form, errors, csrf, messages }: Props): VNode {
  const words = messages.edit.difference;
  const { authorizationId, terms } = authorization;
  const list = (kind: 'added' | 'removed' | 'kept', heading: string): VNode | null =>
    text.difference[kind].length === 0 ? null : (
      <>
        <h2>{heading}</h2>
        <ul class={`change-list ${kind}`}>
          {text.difference[kind].map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </>
    );
  return (
    <div class="reading">
      <h1>{text.title}</h1>
      <ErrorSummary heading={messages.consent.errorHeading} errors={errors} />
      <section class="card" id="difference">
        <p class="lead">{text.summary}</p>
        {list('added', words.added)}
        {list('removed', words.removed)}
        {list('kept', words.kept)}
      </section>
      <section class="card">
        <h2>{words.termsHeading}</h2>
        <ul>
          {text.terms.map((term) => (
            <li>{term}</li>
          ))}
        </ul>
        {text.needsConsent && <blockquote class="quote">{terms.purpose}</blockquote>}
        <form method="post" action={`/authorizations/${authorizationId}/edit`}>
          <input type="hidden" name="_csrf" value={csrf} />
          <input type="hidden" name="textDigest" value={digest} />
          <Kept form={form} />
          <div class="actions">
            <button type="submit" name="decision" value="confirm">
              {text.needsConsent ? words.approve : words.confirm}
            </button>
            <button type="submit" name="decision" value="back" class="second">
              {words.back}
            </button>
          </div>
        </form>
      </section>
    </div>
  );
}

/** The choice itself, carried along. */
function Kept({ form }: { form: ConsentForm }): VNode {
  const fields: Array<[string, string]> = [
    ...form.dataSets.map((dataSet): [string, string] => ['dataSets', dataSet]),
    ...form.usagePointIds.map((id): [string, string] => ['usagePointIds', id]),
    ['historyLength', form.historyLength],
    ['duration', form.duration],
    ['until', form.until],
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
