import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import type { ChannelBars, TimeOfUseAmount } from './bars.js';
import { moneyText, shareText } from './number-texts.js';

interface Props {
  readonly channel: ChannelBars;
  readonly locale: string;
  readonly words: Messages['download'];
}

/** What was used in which time of use, and what that energy costs by the calendar of the tariff; nothing where none is known. */
export function TimesOfUse({ channel: { timesOfUse, unit, currency }, locale, words }: Props): VNode | null {
  if (timesOfUse.length === 0) return null;
  const nameOf = ({ name, tou }: TimeOfUseAmount): string => name ?? (tou === undefined ? words.noTimeOfUse : words.timeOfUse(tou));
  const shared = timesOfUse.some(({ share }) => share !== undefined);
  return (
    <>
      <table class="stacking">
        <caption>{words.timesOfUse}</caption>
        <thead>
          <tr>
            <th scope="col">{words.columns.timeOfUse}</th>
            <th scope="col">{words.columns.amount(unit)}</th>
            {shared && <th scope="col">{words.columns.share}</th>}
            {currency && <th scope="col">{words.columns.cost}</th>}
          </tr>
        </thead>
        <tbody>
          {timesOfUse.map((each) => (
            <tr>
              <th scope="row">{nameOf(each)}</th>
              <td data-label={words.columns.amount(unit)}>{words.amount(each.amount)}</td>
              {shared && <td data-label={words.columns.share}>{shareText(each.share ?? 0, locale)}</td>}
              {currency && <td data-label={words.columns.cost}>{each.cost === undefined ? '' : moneyText(each.cost, currency, locale)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {currency && <p class="hint">{words.costNote}</p>}
    </>
  );
}
