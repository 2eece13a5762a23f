import type { ComponentChildren, VNode } from 'preact';
import { FieldMessage, type FieldError } from './error-summary.js';

interface Props {
  /** Name and id of the input, and the `field` of its error. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value?: string;
  readonly errors?: readonly FieldError[];
  readonly kind?: 'text' | 'password' | 'date' | 'lines';
  readonly autocomplete?: string;
  readonly inputMode?: 'email' | 'tel' | 'url' | 'numeric' | 'text';
  /** Shown after the label, for example "optional". */
  readonly mark?: string;
  readonly rows?: number;
}

/** One labelled input with its hint and its error, tied together for screen readers. */
export function Field({ id, label, hint, value = '', errors = [], kind = 'text', autocomplete, inputMode, mark, rows = 3 }: Props): VNode {
  const invalid = errors.some(({ field }) => field === id);
  const described = [hint && `${id}-hint`, invalid && `${id}-error`].filter(Boolean).join(' ');
  const common = {
    id,
    name: id,
    autocomplete,
    'aria-describedby': described || undefined,
    'aria-invalid': invalid ? ('true' as const) : undefined,
  };
  return (
    <div class="field">
      <label for={id}>
        {label} {mark && <span class="note">({mark})</span>}
      </label>
      {hint && (
        <p class="note hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldMessage field={id} errors={errors} />
      {kind === 'lines' ? (
        <textarea {...common} rows={rows} spellcheck={false}>
          {value}
        </textarea>
      ) : (
        <input {...common} type={kind} inputMode={inputMode} value={kind === 'password' ? undefined : value} />
      )}
    </div>
  );
}

/** A form with its anti-forgery token. */
export function Form({ action, csrf, children }: { action: string; csrf: string; children: ComponentChildren }): VNode {
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      {children}
    </form>
  );
}
