import { MILESTONES, type ThirdPartyProgress } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly progress: ThirdPartyProgress;
  readonly messages: Messages;
  readonly locale: string;
}

/** The milestones as company and operator see them: which are reached and when. */
export function MilestoneList({ progress: { milestones }, messages: { company }, locale }: Props): VNode {
  return (
    <section class="card">
      <h2>{company.milestonesHeading}</h2>
      <ol class="milestones">
        {MILESTONES.map((milestone) => {
          const at = milestones[milestone];
          return (
            <li class={at ? 'reached' : 'ahead'}>
              <span class="mark" aria-hidden="true" />
              <span>
                {company.milestones[milestone]}{' '}
                <span class="quiet">
                  {at ? (
                    <>
                      {company.reached} <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                    </>
                  ) : (
                    company.ahead
                  )}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
