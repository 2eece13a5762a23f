import type { ServiceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { serviceLabel } from '../service-label.js';
import type { ChannelBars } from './bars.js';
import { downloadQuery, type DownloadForm } from './download-form.js';
import { UsageCard } from './usage-card.js';

export interface DownloadPageProps {
  readonly services: readonly ServiceView[];
  readonly form: DownloadForm;
  readonly errors: readonly FieldError[];
  readonly channels: readonly ChannelBars[];
  readonly locale: string;
  readonly messages: Messages;
}

/** The customer's own energy use: what to show, a chart with its table for each meter channel, and the files. */
export function DownloadPage(props: DownloadPageProps): VNode {
  const { services, form, errors, channels, locale, messages } = props;
  const words = messages.download;
  const labelOf = (usagePointId: string): string => {
    const service = services.find((one) => one.usagePointId === usagePointId);
    return service ? serviceLabel(service, messages.consent) : '';
  };
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <ErrorSummary heading={messages.consent.errorHeading} errors={errors} />
      <Choice {...props} />
      {errors.length === 0 && channels.length === 0 && (
        <section class="card">
          <p>{words.none}</p>
        </section>
      )}
      {channels.map((channel, i) => (
        <UsageCard channel={channel} id={`usage-${i}`} service={labelOf(channel.usagePointId)} locale={locale} words={words} />
      ))}
      {channels.length > 0 && (
        <section class="card">
          <h2>{words.download}</h2>
          <ul>
            <li>
              <a href={`/my-usage.xml${downloadQuery(form)}`}>{words.xml}</a>
              {words.noteMark}
              {words.xmlNote}
            </li>
            <li>
              <a href={`/my-usage.csv${downloadQuery(form)}`}>{words.csv}</a>
              {words.noteMark}
              {words.csvNote}
            </li>
          </ul>
        </section>
      )}
      <p>
        <a href="/my-token">{messages.myToken.welcome}</a>
      </p>
    </>
  );
}

function Choice({ services, form, errors, messages }: DownloadPageProps): VNode {
  const words = messages.download;
  const day = (field: 'from' | 'to', label: string): VNode => {
    const wrong = errors.some((error) => error.field === field);
    const describedBy = wrong ? `${field}-error` : undefined;
    return (
      <div class="field">
        <label for={field}>{label}</label>
        <FieldMessage field={field} errors={errors} />
        <input type="date" id={field} name={field} value={form[field]} aria-invalid={wrong || undefined} aria-describedby={describedBy} />
      </div>
    );
  };
  return (
    <form method="get" action="/my-usage" class="card">
      <h2>{words.filterHeading}</h2>
      <div class="filter">
        <div class="field">
          <label for="service">{words.service}</label>
          <select id="service" name="service">
            <option value="">{words.allServices}</option>
            {services.map((service) => (
              <option value={service.usagePointId} selected={service.usagePointId === form.service}>
                {serviceLabel(service, messages.consent)}
              </option>
            ))}
          </select>
        </div>
        {day('from', words.from)}
        {day('to', words.to)}
      </div>
      <div class="actions">
        <button type="submit">{words.apply}</button>
      </div>
    </form>
  );
}
