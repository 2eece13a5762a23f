import { FORMAT_TAGS, languageOf, type DataSet } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { dayText } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { sampleDocument } from './sample-document.js';
import { SAMPLE } from './sample-records.js';

interface Props {
  readonly dataSets: readonly DataSet[];
  readonly locale: string;
  readonly words: Messages['consent'];
}

/** What a company would see of each data set it may get, in words and as its computer receives it, with records that are nobody's. */
export function Samples({ dataSets, locale, words }: Props): VNode {
  return (
    <>
      <p class="quiet">{words.sampleLead}</p>
      {dataSets.map((dataSet) => (
        <>
          {dataSet === 'usage' ? <UsageSample locale={locale} words={words} /> : <FactsSample {...{ dataSet, locale, words }} />}
          <details>
            <summary>{words.sampleRaw(words.dataSets[dataSet].title)}</summary>
            <pre class="raw">{sampleDocument(dataSet, words.sample.name)}</pre>
          </details>
        </>
      ))}
    </>
  );
}

function FactsSample({ dataSet, locale, words }: Omit<Props, 'dataSets'> & { readonly dataSet: Exclude<DataSet, 'usage'> }): VNode {
  return (
    <>
      <h3>{words.dataSets[dataSet].title}</h3>
      <dl class="facts">
        {factsOf(dataSet, locale, words).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </>
  );
}

/** The records of the sample in words. */
function factsOf(dataSet: Exclude<DataSet, 'usage'>, locale: string, words: Messages['consent']): ReadonlyArray<readonly [string, string]> {
  const { bill, program } = SAMPLE;
  const { sample } = words;
  const day = (at: number): string => dayText(at, SAMPLE.timeZone, locale);
  switch (dataSet) {
    case 'basic':
      return [
        [sample.basic.name, sample.name],
        [sample.basic.address, `${SAMPLE.address} ${SAMPLE.postcode}`],
      ];
    case 'billing':
      return [
        [sample.billing.period, sample.billing.days(day(bill.billingPeriod.start), day(bill.billingPeriod.end - 1))],
        [sample.billing.amount, money(bill.billLastPeriod, locale)],
        [sample.billing.items, bill.items.map(({ note, amount }) => `${note} ${money(amount, locale)}`).join(', ')],
        [sample.billing.energy, kilowattHours(bill.consumption.value, locale, 0)],
        [sample.billing.rate, bill.tariffProfile],
      ];
    case 'account':
      return [
        [sample.account.account, SAMPLE.accountNumber],
        [sample.account.agreement, SAMPLE.agreementNumber],
        [sample.account.since, day(SAMPLE.agreementFrom)],
        [sample.account.meter, SAMPLE.meter.serialNumber],
      ];
    case 'programEnrollment':
      return [
        [sample.programEnrollment.program, program.name],
        [sample.programEnrollment.status, sample.programEnrollment.enrolled(day(program.period.start))],
      ];
  }
}

function UsageSample({ locale, words }: Omit<Props, 'dataSets'>): VNode {
  const { start, values, estimated } = SAMPLE.readings;
  const clock = (at: number): string =>
    new Intl.DateTimeFormat(tagOf(locale), { timeStyle: 'short', timeZone: SAMPLE.timeZone }).format(at * 1000);
  return (
    <table class="stacking">
      <caption>{words.dataSets.usage.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.sampleTime}</th>
          <th scope="col" class="number">
            {words.sampleValue}
          </th>
          <th scope="col">{words.sampleQuality}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value, hour) => (
          <tr>
            <td data-label={words.sampleTime}>{`${clock(start + hour * 3600)} – ${clock(start + (hour + 1) * 3600)}`}</td>
            <td data-label={words.sampleValue} class="number">
              {kilowattHours(value, locale, 3)}
            </td>
            <td data-label={words.sampleQuality}>{estimated[hour] ? words.sampleEstimated : words.sampleValidated}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const tagOf = (locale: string): string => FORMAT_TAGS[languageOf(locale) ?? 'en'];

/** @param amount in 1/100000 dollars */
const money = (amount: number, locale: string): string =>
  new Intl.NumberFormat(tagOf(locale), { style: 'currency', currency: 'USD' }).format(amount / 100_000);

const kilowattHours = (wattHours: number, locale: string, digits: number): string =>
  `${new Intl.NumberFormat(tagOf(locale), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(wattHours / 1000)} kWh`;
