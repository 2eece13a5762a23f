import type { DataSet } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import { sampleDocument } from './sample-document.js';

const SAMPLE: ReadonlyArray<readonly [string, string, 'sampleValidated' | 'sampleEstimated']> = [
  ['17:00 – 18:00', '0.842 kWh', 'sampleValidated'],
  ['18:00 – 19:00', '1.310 kWh', 'sampleValidated'],
  ['19:00 – 20:00', '1.104 kWh', 'sampleEstimated'],
];

interface Props {
  readonly dataSets: readonly DataSet[];
  readonly words: Messages['consent'];
}

/** What a company would see of each data set, with figures and words that are nobody's. */
export function Samples({ dataSets, words }: Props): VNode {
  return (
    <>
      <p class="quiet">{words.sampleLead}</p>
      {dataSets.map((dataSet) => (
        <>
          {dataSet === 'usage' ? (
            <UsageSample words={words} />
          ) : (
            <>
              <h3>{words.dataSets[dataSet].title}</h3>
              <dl class="facts">
                {words.sample[dataSet].map(([name, value]) => (
                  <>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </>
                ))}
              </dl>
            </>
          )}
        </>
      ))}
      {dataSets.includes('usage') && (
        <details>
          <summary>{words.sampleRaw}</summary>
          <pre class="raw">{sampleDocument()}</pre>
        </details>
      )}
    </>
  );
}

function UsageSample({ words }: Pick<Props, 'words'>): VNode {
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
        {SAMPLE.map(([time, value, quality]) => (
          <tr>
            <td data-label={words.sampleTime}>{time}</td>
            <td data-label={words.sampleValue} class="number">
              {value}
            </td>
            <td data-label={words.sampleQuality}>{words[quality]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
