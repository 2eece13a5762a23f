import { DATA_SETS, type ServiceView, type ThirdPartyView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Choice, ChoiceGroup } from '../customer/consent/choice.js';
import { serviceLabel } from '../customer/service-label.js';
import { ErrorSummary, FieldMessage, type FieldError } from '../html/error-summary.js';
import type { Messages } from '../locales/index.js';
import type { PaperForm } from './paper-form.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  readonly paperId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly company: ThirdPartyView;
  readonly services: readonly ServiceView[];
  readonly form: PaperForm;
  readonly errors: readonly FieldError[];
}

/** Second step: what the customer ticked and signed, and the scan of it. */
export function PaperFormPage(props: Props): VNode {
  const { messages, csrf, paperId, customerNumber, customerName, company, services, form, errors } = props;
  const words = messages.paper.form;
  const invalid = (field: string, hint?: string): object => {
    const wrong = errors.some((error) => error.field === field);
    const described = [wrong && `${field}-error`, hint].filter(Boolean).join(' ');
    return { ...(described && { 'aria-describedby': described }), ...(wrong && { 'aria-invalid': true }) };
  };
  return (
    <section class="card">
      <h1>{words.title}</h1>
      <p>{words.customer(customerName)}</p>
      <p>{words.company(company.name)}</p>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <form method="post" action="/operator/paper/new" enctype="multipart/form-data" novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="paperId" value={paperId} />
        <input type="hidden" name="customerNumber" value={customerNumber} />
        <input type="hidden" name="thirdPartyId" value={company.thirdPartyId} />
        <ChoiceGroup field="usagePointIds" legend={words.services} errors={errors}>
          {services.map((service, index) => (
            <Choice
              type="checkbox"
              name="usagePointIds"
              value={service.usagePointId}
              checked={form.usagePointIds.includes(service.usagePointId)}
              label={serviceLabel(service, messages.consent)}
              note={messages.consent.agreement(service.agreementNumber)}
              index={index}
            />
          ))}
        </ChoiceGroup>
        <ChoiceGroup field="dataSets" legend={words.dataSets} errors={errors}>
          {DATA_SETS.map((dataSet, index) => (
            <Choice
              type="checkbox"
              name="dataSets"
              value={dataSet}
              checked={form.dataSets.includes(dataSet)}
              label={messages.consent.dataSets[dataSet].title}
              index={index}
            />
          ))}
        </ChoiceGroup>
        {(['historyDays', 'until', 'reason'] as const).map((field) => (
          <div class="field">
            <label for={field}>{words[field]}</label>
            <FieldMessage field={field} errors={errors} />
            <input id={field} name={field} type={field === 'until' ? 'date' : 'text'} value={form[field]} {...invalid(field)} />
          </div>
        ))}
        <div class="field">
          <label for="evidence">{words.evidence}</label>
          <FieldMessage field="evidence" errors={errors} />
          <p class="note" id="evidence-hint">
            {words.evidenceHint}
          </p>
          <input
            id="evidence"
            name="evidence"
            type="file"
            accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff"
            {...invalid('evidence', 'evidence-hint')}
          />
        </div>
        <button type="submit">{words.submit}</button>
      </form>
    </section>
  );
}
