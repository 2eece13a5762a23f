import type { ConsentRequestView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { domainOf } from '../../customer/consent/consent-text.js';
import { Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly asked: ConsentRequestView;
  readonly csrf: string;
  readonly messages: Messages;
}

/** In the place of the consent page, for a company under test: who answers is nobody, and one click is enough. */
export function SandboxConsentPage({ asked, csrf, messages: { sandbox: words } }: Props): VNode {
  const { name } = asked.thirdParty;
  return (
    <div class="reading">
      <h1>{words.title(name)}</h1>
      <p class="notice">{words.nobody}</p>
      <section class="card">
        <p>{words.asks(name)}</p>
        <dl class="facts">
          <dt>{words.scope}</dt>
          <dd>
            <code>{asked.scope}</code>
          </dd>
        </dl>
        <h2>{words.getsHeading}</h2>
        <p>{words.gets}</p>
        <Form action={`/consent/${asked.interactionId}`} csrf={csrf}>
          <div class="actions">
            <button type="submit" name="decision" value="approve">
              {words.agree}
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              {words.decline}
            </button>
          </div>
        </Form>
        <p class="quiet">{words.afterwards(domainOf(asked))}</p>
      </section>
      <p class="quiet">{words.customer}</p>
    </div>
  );
}
