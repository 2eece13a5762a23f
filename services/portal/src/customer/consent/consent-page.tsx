import type { ConsentRequestView, ServiceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { serviceLabel, serviceNote } from '../service-label.js';
import { Choice, ChoiceGroup } from './choice.js';
import type { ConsentForm } from './consent-form.js';
import { domainOf, type ConsentText } from './consent-text.js';
import { DurationChoice } from './duration-choice.js';
import { SampleTable } from './sample-table.js';

export interface ConsentPageProps {
  readonly request: ConsentRequestView;
  readonly text: ConsentText;
  readonly digest: string;
  readonly services: readonly ServiceView[];
  readonly form: ConsentForm;
  readonly errors: readonly FieldError[];
  readonly csrf: string;
  readonly messages: Messages;
  readonly locale: string;
}

/** Who asks and what for, which data, which services, how far back, how long, a sample, the terms, and two buttons. */
export function ConsentPage(props: ConsentPageProps): VNode {
  const { request, text, digest, form, errors, csrf, messages } = props;
  const words = messages.consent;
  return (
    <div class="reading">
      <h1>{text.title}</h1>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <form method="post" action={`/consent/${request.interactionId}`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="textDigest" value={digest} />
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
                label={title}
                note={contents}
                index={index}
              />
            ))}
          </ChoiceGroup>
          {text.notDelivered && <p class="quiet">{text.notDelivered}</p>}
        </section>
        <ServiceChoice {...props} />
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
        <DurationChoice text={text} form={form} errors={errors} words={words} />
        <section class="card">
          <h2>{words.sampleHeading}</h2>
          <SampleTable words={words} />
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
          <p class="quiet">{words.afterwards(domainOf(request))}</p>
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
        <a href={thirdParty.policyUri} rel="noreferrer">
          {words.policyLink(thirdParty.name)}
        </a>{' '}
        ·{' '}
        <a href={thirdParty.tosUri} rel="noreferrer">
          {words.termsLink(thirdParty.name)}
        </a>{' '}
        ({words.opensElsewhere})
      </p>
    </section>
  );
}

function ServiceChoice({ services, form, errors, locale, messages: { consent: words } }: ConsentPageProps): VNode {
  return (
    <section class="card">
      <h2>{words.servicesHeading}</h2>
      <ChoiceGroup field="usagePointIds" legend={words.servicesLegend} errors={errors}>
        {services.map((service, index) => (
          <Choice
            type="checkbox"
            name="usagePointIds"
            value={service.usagePointId}
            checked={form.usagePointIds.includes(service.usagePointId)}
            label={serviceLabel(service, words)}
            note={serviceNote(service, words, locale)}
            index={index}
          />
        ))}
      </ChoiceGroup>
    </section>
  );
}
