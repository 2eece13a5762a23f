import type { FoundById } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Field } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Day } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';

interface Props {
  readonly id: string;
  /** Undefined before anything was searched for. */
  readonly found: readonly FoundById[] | undefined;
  readonly messages: Messages;
  readonly locale: string;
}

/** A search by any identifier, and what has it. No name or address stands here. */
export function FindPage({ id, found, messages, locale }: Props): VNode {
  const { find: words } = messages.operatorExpected;
  return (
    <MeterDataFrame messages={messages} current="find" heading={words.title}>
      <p class="lead">{words.lead}</p>
      <form method="get" action="/operator/find" role="search">
        <Field id="id" label={words.label} value={id} autocomplete="off" />
        <button type="submit">{words.submit}</button>
      </form>
      {found && <p role="status">{found.length === 0 ? words.none(id) : words.count(found.length)}</p>}
      {found?.map((one) => (
        <Found one={one} messages={messages} locale={locale} />
      ))}
    </MeterDataFrame>
  );
}

function Found({ one, messages, locale }: { one: FoundById; messages: Messages; locale: string }): VNode {
  const { kinds, find: words } = messages.operatorExpected;
  const period = ({ from, to }: { from: number; to: number | null }): VNode => (
    <span class="note">
      {words.from} <Day at={from} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
      {to !== null && [` ${words.to} `, <Day at={to} timeZone={DEFAULT_TIME_ZONE} locale={locale} />]}
    </span>
  );
  return (
    <section class="card">
      <h2>{words.matched[one.matched]}</h2>
      {one.importId && (
        <p>
          <a href={`/operator/imports/${one.importId}`}>{words.import}</a> <code>{one.importId}</code>
        </p>
      )}
      {one.usagePointId && (
        <dl class="facts">
          <dt>{words.service}</dt>
          <dd>
            {one.servicePointNumber} {one.serviceKind !== null && <span class="note">{kinds[one.serviceKind]}</span>}
          </dd>
          <dt>{words.usagePoint}</dt>
          <dd>
            <code>{one.usagePointId}</code>
          </dd>
          <dt>{words.meters}</dt>
          <dd>
            <ul>
              {one.meters.map((meter) => (
                <li>
                  {meter.meterNumber} {period(meter)}
                </li>
              ))}
            </ul>
          </dd>
          <dt>{words.agreements}</dt>
          <dd>
            <ul>
              {one.agreements.map((agreement) => (
                <li>
                  {words.agreement(agreement.agreementNumber, agreement.accountNumber, agreement.customerNumber)} {period(agreement)}
                </li>
              ))}
            </ul>
          </dd>
        </dl>
      )}
    </section>
  );
}
