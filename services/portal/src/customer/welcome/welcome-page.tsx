import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

export function WelcomePage({ messages: { welcome, myToken }, signedIn }: { messages: Messages; signedIn: boolean }): VNode {
  return (
    <>
      <section class="hero">
        <h1>{welcome.heading}</h1>
        <p class="lead">{welcome.lead}</p>
        <div class="actions">
          <a class="button" href={signedIn ? '/authorizations' : '/sign-in'}>
            {signedIn ? welcome.action : welcome.signIn}
          </a>
        </div>
      </section>
      <ul class="grid">
        {welcome.steps.map(({ heading, text }) => (
          <li class="card">
            <h2>{heading}</h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <section class="card">
        <h2>{welcome.startHeading}</h2>
        <p>{welcome.start}</p>
        <p>
          <a href="/my-token">{myToken.welcome}</a>
        </p>
      </section>
    </>
  );
}
