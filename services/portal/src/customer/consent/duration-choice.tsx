import type { VNode } from 'preact';
import { FieldMessage, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { Choice, ChoiceGroup } from './choice.js';
import type { ConsentForm } from './consent-form.js';
import type { ConsentText } from './consent-text.js';

interface Props {
  readonly durations: ConsentText['durations'];
  readonly form: ConsentForm;
  readonly errors: readonly FieldError[];
  readonly words: Messages['consent'];
}

/** How long the permission lasts. The day counts only with the first choice and stands below it. */
export function DurationChoice({ durations, form, errors, words }: Props): VNode {
  const wrong = errors.some(({ field }) => field === 'until');
  return (
    <section class="card">
      <h2>{words.durationHeading}</h2>
      <ChoiceGroup field="duration" legend={words.durationLegend} errors={errors}>
        {durations.map(({ duration, label }, index) => (
          <>
            <Choice type="radio" name="duration" value={duration} checked={form.duration === duration} label={label} index={index} />
            {duration === 'until' && (
              <div class="indent">
                <FieldMessage field="until" errors={errors} />
                <label for="until">{words.untilLabel}</label>
                <input
                  type="date"
                  id="until"
                  name="until"
                  value={form.until}
                  aria-invalid={wrong || undefined}
                  aria-describedby={wrong ? 'until-error' : undefined}
                />
              </div>
            )}
          </>
        ))}
      </ChoiceGroup>
    </section>
  );
}
