import type { Quarantine, SourceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import { replayLink } from './reasons-section.js';

interface Props {
  readonly importId: string;
  readonly quarantine: Quarantine;
  /** False while the import is under way. */
  readonly final: boolean;
  readonly profiles: readonly SourceView[];
  /** Token of the form that starts a replay. */
  readonly csrf: string;
  readonly messages: Messages;
  readonly locale: string;
}

/** The refused lines that wait, whether judging them anew may help, and the button for it. */
export function QuarantineSection({ importId, quarantine, final, profiles, csrf, messages, locale }: Props): VNode {
  const words = messages.operatorImports.report;
  const { open, replayed, replayOffered, meterKnownNow, replays } = quarantine;
  const number = (count: number): string => new Intl.NumberFormat(locale).format(count);
  return (
    <section class="card" id="quarantine">
      <h2>{words.quarantineHeading}</h2>
      <p>
        {open > 0 ? words.open(number(open)) : words.noneOpen} {replayed > 0 && words.replayed(number(replayed))}
      </p>
      {open > 0 && final && (
        <>
          <p>
            {replayOffered ? words.changedSince : words.unchanged} {meterKnownNow > 0 && words.meterKnownNow(number(meterKnownNow))}
          </p>
          <Form action={`/operator/imports/${importId}/replay`} csrf={csrf}>
            <div class="field">
              <label for="profile">{words.profileField}</label>
              <select id="profile" name="profile">
                <option value="">{words.profileAuto}</option>
                {profiles.map(({ name }) => (
                  <option value={name}>{name}</option>
                ))}
              </select>
            </div>
            <button type="submit" class={replayOffered ? '' : 'second'}>
              {words.replay}
            </button>
          </Form>
        </>
      )}
      {replays.length > 0 && (
        <p>
          {words.replays}: {replays.map((replay) => [' ', replayLink(replay)])}
        </p>
      )}
    </section>
  );
}
