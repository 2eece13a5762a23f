import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

const SAMPLE: ReadonlyArray<readonly [string, string, 'sampleValidated' | 'sampleEstimated']> = [
  ['17:00 – 18:00', '0.842 kWh', 'sampleValidated'],
  ['18:00 – 19:00', '1.310 kWh', 'sampleValidated'],
  ['19:00 – 20:00', '1.104 kWh', 'sampleEstimated'],
];

/** What a company would see, with figures that are nobody's. */
export function SampleTable({ words }: { words: Messages['consent'] }): VNode {
  return (
    <table class="stacking">
      <caption>{words.sampleCaption}</caption>
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
