import type { VNode } from 'preact';
import { Field, Form } from '../../html/field.js';
import type { FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import type { EnteredDefinition } from './definition-form.js';

interface Props {
  readonly action: string;
  readonly csrf: string;
  readonly entered: EnteredDefinition;
  /** True for a profile that does not exist yet. */
  readonly isNew: boolean;
  readonly errors: readonly FieldError[];
  readonly messages: Messages;
}

/** The form of a new version: its definition as JSON, every fault beside it. */
export function DefinitionEditor({ action, csrf, entered, isNew, errors, messages: { operatorSources: words } }: Props): VNode {
  const faults = errors.filter(({ field }) => field === 'definition');
  return (
    <section class="card">
      <h2>{isNew ? words.newHeading : words.editHeading}</h2>
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="expectedVersion" value={entered.expectedVersion} />
        {isNew && <Field id="name" label={words.name} hint={words.nameHint} value={entered.name} errors={errors} autocomplete="off" />}
        <div class="field">
          <label for="definition">{words.definition}</label>
          <p class="note hint" id="definition-hint">
            {words.definitionHint} {words.manual}
          </p>
          {faults.length > 0 && (
            <ul class="field-error" id="definition-error">
              {faults.map(({ message }) => (
                <li>{message}</li>
              ))}
            </ul>
          )}
          <textarea
            id="definition"
            name="definition"
            class="code"
            rows={16}
            spellcheck={false}
            autocomplete="off"
            aria-describedby={faults.length > 0 ? 'definition-hint definition-error' : 'definition-hint'}
            aria-invalid={faults.length > 0 ? 'true' : undefined}
          >
            {entered.text}
          </textarea>
        </div>
        <p class="note">{words.draftHint}</p>
        <p class="actions">
          <button type="submit" name="draft" value="yes">
            {words.saveDraft}
          </button>
          <button type="submit" name="draft" value="no" class="second">
            {words.saveInForce}
          </button>
        </p>
      </Form>
    </section>
  );
}
