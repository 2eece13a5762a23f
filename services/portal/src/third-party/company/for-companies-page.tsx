import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

/** The way in for companies: what is needed, register, sign in, directory. */
export function ForCompaniesPage({ messages: { company, registration } }: { messages: Messages }): VNode {
  const { welcome } = company;
  return (
    <>
      <section class="hero">
        <h1>{welcome.title}</h1>
        <p class="lead">{welcome.lead}</p>
        <div class="actions">
          <a class="button" href="/third-party/register">
            {welcome.register}
          </a>
          <a class="button second" href="/third-party/sign-in">
            {welcome.signIn}
          </a>
        </div>
      </section>
      <section class="card reading">
        <h2>{registration.requirementsHeading}</h2>
        <ul>
          {registration.requirements.map((requirement) => (
            <li>{requirement}</li>
          ))}
        </ul>
        <p>
          <a href="/directory">{welcome.directory}</a>
        </p>
      </section>
    </>
  );
}
