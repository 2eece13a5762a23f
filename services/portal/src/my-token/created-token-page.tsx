import type { VNode } from 'preact';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly token: string;
  /** Where the data of the token is read. */
  readonly address: string;
}

/** The one time that a token is shown. */
export function CreatedTokenPage({ messages: { myToken }, token, address }: Props): VNode {
  const { created } = myToken;
  return (
    <section class="card">
      <h1>{created.title}</h1>
      <p role="status">{created.lead}</p>
      <dl class="facts">
        <dt>{created.token}</dt>
        <dd>
          <code>{token}</code>
        </dd>
        <dt>{created.address}</dt>
        <dd>
          <code>{address}</code>
        </dd>
        <dt>{created.example}</dt>
        <dd>
          <code>{`curl -H "Authorization: Bearer $TOKEN" ${address}`}</code>
        </dd>
      </dl>
      <p>
        <a class="button" href="/my-token">
          {created.done}
        </a>
      </p>
    </section>
  );
}
