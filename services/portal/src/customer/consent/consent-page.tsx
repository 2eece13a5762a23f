import type { ComponentChildren, VNode } from 'preact';
import { PERSONAL_DATA_SETS } from '@greenledger/contracts';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { ServiceChoice } from '../service-choice/service-choice.js';
import type { ServiceEntry, UnavailableService } from '../service-choice/service-selection.js';
import { Choice, ChoiceGroup } from './choice.js';
import type { ConsentForm } from './consent-form.js';
import type { Asking, ConsentText } from './consent-text.js';
import { DurationChoice } from './duration-choice.js';
import { Samples } from './samples.js';

export interface ConsentPageProps {
  readonly request: Asking;
  /** Where the form is sent. */
  readonly action: string;
  /** What happens after either button. */
  readonly afterwards: string;
  /** Stands between the title and the form. */
  readonly notice?: ComponentChildren;
  /** Further hidden fields. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly text: ConsentText;
  readonly digest: string;
  readonly entries: readonly ServiceEntry[];
  readonly unavailable: readonly UnavailableService[];
  readonly form: ConsentForm;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** Who asks and what for, which data, which services, how far back, how long, a sample, the terms, and two buttons. */
export function ConsentPage(props: ConsentPageProps): VNode {
  const { action, afterwards, notice, hidden, text, digest, form, errors, csrf, locale, messages } = props;
  const words = messages.consent;
  return (
    <div class="reading">
      <h1>{text.title}</h1>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      {notice}
      <form method="post" action={action}>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="textDigest" value={digest} />
        {Object.entries(hidden ?? {}).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <WhoAsks {...props} />
        <section class="card">
          <h2>{words.dataHeading}</h2>
          <ChoiceGroup field="dataSets" legend={words.dataLegend} errors={errors}>
            {text.dataSets.map(({ dataSet, title, contents }, index) => (
              <Choice
                type="checkbox"
                name="dataSets"
                value={dataSet}
                checked={form.dataSets.includes(dataSet)}
                label={PERSONAL_DATA_SETS.includes(dataSet) ? `${title} (${words.personal})` : title}
                note={contents}
                index={index}
              />
            ))}
          </ChoiceGroup>
          {text.notAskedFor && <p class="quiet">{text.notAskedFor}</p>}
        </section>
        <ServiceChoice {...props} chosen={form.usagePointIds} filter={form.filter} words={words} />
        <section class="card">
          <h2>{words.historyHeading}</h2>
          <ChoiceGroup field="historyLength" legend={words.historyLegend} errors={errors}>
            {text.histories.map(({ seconds, label }, index) => (
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
        <DurationChoice durations={text.durations} form={form} errors={errors} words={words} />
        <section class="card">
          <h2>{words.sampleHeading}</h2>
          <Samples dataSets={text.dataSets.map(({ dataSet }) => dataSet)} locale={locale} words={words} />
        </section>
        <section class="card">
          <h2>{words.termsHeading}</h2>
          <ul>
            {text.terms.map((term) => (
              <li>{term}</li>
            ))}
          </ul>
          <div class="actions">
            <button type="submit" name="decision" value="approve">
              {words.approve}
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              {words.deny}
            </button>
          </div>
          <p class="quiet">{afterwards}</p>
        </section>
      </form>
    </div>
  );
}

function WhoAsks({ request: { thirdParty }, text, messages: { consent: words } }: ConsentPageProps): VNode {
  return (
    <section class="card">
      <p>{text.asks}</p>
      <p class="quiet">{words.purposeLabel}</p>
      <blockquote class="quote">{text.purpose}</blockquote>
      <p class="quiet">
        <a href={thirdParty.policyUri} rel="noreferrer" target="_blank">
          {words.policyLink(thirdParty.name)}
        </a>{' '}
        ·{' '}
        <a href={thirdParty.tosUri} rel="noreferrer" target="_blank">
          {words.termsLink(thirdParty.name)}
        </a>{' '}
        ({words.opensElsewhere})
      </p>
    </section>
  );
}
