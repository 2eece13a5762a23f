import type { AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly authorization: AuthorizationView;
  readonly note: string;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly messages: Messages;
}

/** "I do not know this company": words if the customer has any, and the permission ended at once if it still runs. */
export function ReportPage({ authorization, note, errors, csrf, messages: { report: words } }: Props): VNode {
  const { authorizationId, thirdPartyName, status } = authorization;
  const wrong = errors.length > 0;
  return (
    <section class="card narrow">
      <h1>{words.title(thirdPartyName)}</h1>
      <p>{words.lead}</p>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <form method="post" action={`/authorizations/${authorizationId}/report`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <div class="field">
          <label for="note">{words.note}</label>
          <p class="quiet" id="note-hint">
            {words.noteHint}
          </p>
          <FieldMessage field="note" errors={errors} />
          <textarea id="note" name="note" aria-invalid={wrong || undefined} aria-describedby={wrong ? 'note-hint note-error' : 'note-hint'}>
            {note}
          </textarea>
        </div>
        {status === 'active' && (
          <label class="choice" for="alsoEnd">
            <input type="checkbox" id="alsoEnd" name="alsoEnd" value="yes" checked />
            <span>{words.alsoEnd}</span>
          </label>
        )}
        <div class="actions">
          <button type="submit">{words.submit}</button>
          <a class="button second" href={`/authorizations/${authorizationId}`}>
            {words.cancel}
          </a>
        </div>
      </form>
    </section>
  );
}
