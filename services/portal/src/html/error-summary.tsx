import type { VNode } from 'preact';

/** A field that was refused: the id of the element to go to, and what to do about it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** All refused fields at the top of a form, each linked to its place. Nothing when there are none. */
export function ErrorSummary({ heading, errors }: { heading: string; errors: readonly FieldError[] }): VNode | null {
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" aria-labelledby="error-summary-heading">
      <h2 id="error-summary-heading">{heading}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The message beside its field; its id is what the field's aria-describedby names. */
export function FieldMessage({ field, errors }: { field: string; errors: readonly FieldError[] }): VNode | null {
  const error = errors.find((one) => one.field === field);
  return error ? (
    <p class="field-error" id={`${field}-error`}>
      {error.message}
    </p>
  ) : null;
}
