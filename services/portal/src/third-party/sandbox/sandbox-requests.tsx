import type { SandboxRequestView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly requests: readonly SandboxRequestView[];
  readonly messages: Messages;
  readonly locale: string;
}

/** What a company's own software was seen doing in the sandbox, refusals with their reason; what our tests did stands in their runs. */
export function SandboxRequests({ requests, messages, locale }: Props): VNode {
  const { sandbox: words } = messages;
  const own = requests.filter(({ madeBy }) => madeBy === 'company');
  return (
    <>
      <h4>{words.seenHeading}</h4>
      {own.length === 0 ? (
        <p>{words.seenNone}</p>
      ) : (
        <table class="stacking" id="sandbox-requests">
          <caption>{words.seenCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.step}</th>
              <th scope="col">{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {own.map((request) => (
              <Row request={request} messages={messages} locale={locale} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Row({ request, messages, locale }: { request: SandboxRequestView; messages: Messages; locale: string }): VNode {
  const { sandbox: words } = messages;
  const { at, step, refusal } = request;
  return (
    <tr>
      <td data-label={words.when}>
        <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
      </td>
      <td data-label={words.step}>{words.steps[step]}</td>
      <td data-label={words.result}>
        <span class={`badge ${refusal ? 'failed' : 'active'}`}>{refusal ? words.refused : words.well}</span>
        {refusal && (
          <p class="field-error" lang="en">
            <code>{refusal.error}</code> {refusal.description}
          </p>
        )}
      </td>
    </tr>
  );
}
