import type { GuestNumbers } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../html/error-summary.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  readonly returnTo: string;
  readonly numbers: GuestNumbers;
  readonly errors: readonly FieldError[];
}

const FIELDS = ['accountNumber', 'agreementNumber', 'postcode'] as const;

/** Asks for what stands on a bill. */
export function GuestPage({ messages: { guest }, csrf, returnTo, numbers, errors }: Props): VNode {
  return (
    <section class="card narrow">
      <h1>{guest.title}</h1>
      <p>{guest.lead}</p>
      <ErrorSummary heading={guest.errorHeading} errors={errors} />
      <form method="post" action="/guest" novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <p id="numbers-hint">{guest.hint}</p>
        {FIELDS.map((field) => {
          const wrong = errors.some((error) => error.field === field);
          return (
            <div class="field">
              <label for={field}>{guest[field]}</label>
              <FieldMessage field={field} errors={errors} />
              <input
                id={field}
                name={field}
                type="text"
                autocomplete={field === 'postcode' ? 'postal-code' : 'off'}
                required
                value={numbers[field]}
                aria-describedby={wrong ? `${field}-error numbers-hint` : 'numbers-hint'}
                aria-invalid={wrong ? true : undefined}
              />
            </div>
          );
        })}
        <button type="submit">{guest.submit}</button>
      </form>
      <p>{guest.paper}</p>
    </section>
  );
}
