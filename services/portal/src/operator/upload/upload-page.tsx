import type { ImportKind } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Choice, ChoiceGroup } from '../../customer/consent/choice.js';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Field } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';
import { UPLOAD_PATH } from './stream-upload-forms.js';

const KINDS: readonly ImportKind[] = ['meter-file', 'cis-extract'];

interface Props {
  readonly kind: string;
  readonly profile: string;
  readonly csrf: string;
  readonly errors: readonly FieldError[];
  readonly messages: Messages;
}

/** Takes a file in, or only tries it. The file stands last in the form: it is read as it comes in. */
export function UploadPage({ kind, profile, csrf, errors, messages }: Props): VNode {
  const { kinds, form: words, report } = messages.operatorImports;
  const wrong = errors.some(({ field }) => field === 'file');
  return (
    <MeterDataFrame messages={messages} current="imports" heading={words.title}>
      <p>
        <a href="/operator/imports">{report.back}</a>
      </p>
      <section class="card">
        <p>{words.lead}</p>
        <ErrorSummary heading={words.errorHeading} errors={errors} />
        <form method="post" action={UPLOAD_PATH} enctype="multipart/form-data" novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <ChoiceGroup field="kind" legend={words.kind} errors={errors}>
            {KINDS.map((one, index) => (
              <Choice
                type="radio"
                name="kind"
                value={one}
                checked={one === kind}
                label={kinds[one]}
                note={words.kindHints[one]}
                index={index}
              />
            ))}
          </ChoiceGroup>
          <Field
            id="profile"
            label={words.profile}
            hint={words.profileHint}
            mark={words.optional}
            value={profile}
            errors={errors}
            autocomplete="off"
          />
          <div class="field">
            <label for="file">{words.file}</label>
            <p class="note hint" id="file-hint">
              {words.fileHint}
            </p>
            <FieldMessage field="file" errors={errors} />
            <input
              id="file"
              name="file"
              type="file"
              aria-describedby={wrong ? 'file-hint file-error' : 'file-hint'}
              aria-invalid={wrong ? 'true' : undefined}
            />
          </div>
          <p class="actions">
            <button type="submit">{words.take}</button>
            <button type="submit" class="second" formaction={`${UPLOAD_PATH}?try=yes`} aria-describedby="try-hint">
              {words.try}
            </button>
          </p>
          <p class="note" id="try-hint">
            {words.tryHint}
          </p>
        </form>
      </section>
    </MeterDataFrame>
  );
}
