import type { VNode } from 'preact';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly heading: string;
  readonly detail: string;
  readonly advice: string;
  readonly reference: string | undefined;
  readonly messages: Messages;
}

export function ErrorPage({ heading, detail, advice, reference, messages }: Props): VNode {
  return (
    <section class="card narrow">
      <h1>{heading}</h1>
      {detail && <p>{detail}</p>}
      <p>{advice}</p>
      {reference && (
        <p class="quiet">
          {messages.errorReference} <code>{reference}</code>
        </p>
      )}
      <p>
        <a href="/">{messages.backToStart}</a>
      </p>
    </section>
  );
}
