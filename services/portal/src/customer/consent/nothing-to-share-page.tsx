import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly interactionId: string;
  /** Token of the form, good once. */
  readonly once: string;
  readonly reason: string;
  readonly csrf: string;
  readonly messages: Messages;
}

/** For a visitor who cannot agree: says why, and leads back to the company by declining. */
export function NothingToSharePage({ interactionId, once, reason, csrf, messages: { consent } }: Props): VNode {
  return (
    <section class="card narrow">
      <h1>{consent.noServicesHeading}</h1>
      <p>{reason}</p>
      <form method="post" action={`/consent/${interactionId}`}>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="once" value={once} />
        <button type="submit" name="decision" value="deny" class="second">
          {consent.deny}
        </button>
      </form>
    </section>
  );
}
