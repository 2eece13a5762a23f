import { PERSONAL_DATA_SETS, type AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { Choice, ChoiceGroup } from '../consent/choice.js';
import type { ConsentForm } from '../consent/consent-form.js';
import { DurationChoice } from '../consent/duration-choice.js';
import { ServiceChoice } from '../service-choice/service-choice.js';
import type { EditOffer } from './edit-offer.js';

interface Props {
  readonly authorization: AuthorizationView;
  readonly offer: EditOffer;
  readonly form: ConsentForm;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly messages: Messages;
}

/** The permission as it is, to be changed; the next page shows the difference. */
export function EditPage({ authorization, offer, form, errors, csrf, messages }: Props): VNode {
  const { consent, edit } = messages;
  const { authorizationId, thirdPartyName } = authorization;
  const action = `/authorizations/${authorizationId}/edit`;
  const durations = [
    { duration: 'until', label: consent.durationUntil },
    { duration: 'noEnd', label: consent.durationNoEnd },
  ] as const;
  return (
    <div class="reading">
      <h1>{edit.title(thirdPartyName)}</h1>
      <p class="lead">{edit.lead}</p>
      <ErrorSummary heading={consent.errorHeading} errors={errors} />
      <form method="post" action={action}>
        <input type="hidden" name="_csrf" value={csrf} />
        <section class="card">
          <h2>{consent.dataHeading}</h2>
          <ChoiceGroup field="dataSets" legend={consent.dataLegend} errors={errors}>
            {offer.text.dataSets.map(({ dataSet, title, contents }, index) => (
              <Choice
                type="checkbox"
                name="dataSets"
                value={dataSet}
                checked={form.dataSets.includes(dataSet)}
                label={PERSONAL_DATA_SETS.includes(dataSet) ? `${title} (${consent.personal})` : title}
                note={contents}
                index={index}
              />
            ))}
          </ChoiceGroup>
          <p class="quiet">{edit.offer(thirdPartyName)}</p>
        </section>
        <ServiceChoice
          entries={offer.entries}
          unavailable={offer.unavailable}
          chosen={form.usagePointIds}
          filter={form.filter}
          errors={errors}
          action={action}
          words={consent}
        />
        <section class="card">
          <h2>{consent.historyHeading}</h2>
          <ChoiceGroup field="historyLength" legend={edit.historyLegend} errors={errors}>
            {offer.text.histories.map(({ seconds, label }, index) => (
              <Choice
                type="radio"
                name="historyLength"
                value={String(seconds)}
                checked={form.historyLength === String(seconds)}
                label={label}
                index={index}
              />
            ))}
          </ChoiceGroup>
        </section>
        <DurationChoice durations={durations} form={form} errors={errors} words={consent} />
        <div class="actions">
          <button type="submit" name="decision" value="review">
            {edit.review}
          </button>
          <a class="button second" href={`/authorizations/${authorizationId}`}>
            {edit.cancel}
          </a>
        </div>
      </form>
    </div>
  );
}
