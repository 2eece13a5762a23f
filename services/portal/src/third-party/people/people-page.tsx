import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import type { CompanyRole } from '../../session/accounts.js';
import { CompanyFrame } from '../company/company-frame.js';
import type { CompanyPerson } from './company-people.js';

const ROLES: readonly CompanyRole[] = ['owner', 'developer', 'readOnly'];

interface Props {
  readonly people: readonly CompanyPerson[];
  readonly self: string;
  /** Tokens of the two forms; undefined for those who may only look. */
  readonly csrf: { readonly invite: string; readonly remove: string } | undefined;
  readonly email: string;
  readonly errors: readonly FieldError[];
  readonly notice: string | undefined;
  readonly messages: Messages;
}

/** Who may sign in for the company, and an invitation for one more. */
export function PeoplePage({ people, self, csrf, email, errors, notice, messages }: Props): VNode {
  const { people: words, credentials } = messages.company;
  return (
    <CompanyFrame messages={messages} current="people" heading={words.title}>
      <ErrorSummary heading={credentials.errorHeading} errors={errors} />
      {notice && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      <section class="card" id="people">
        <table class="stacking">
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.email}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.secondStep}</th>
              {csrf && <th scope="col">{words.remove}</th>}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr>
                <td data-label={words.name}>
                  {person.name} {person.personId === self && <span class="quiet">({words.you})</span>}
                </td>
                <td data-label={words.email}>{person.email}</td>
                <td data-label={words.role}>{words.roles[person.role]}</td>
                <td data-label={words.secondStep}>{person.totpOn ? words.on : words.off}</td>
                {csrf && (
                  <td data-label={words.remove}>
                    <Form action="/third-party/people/remove" csrf={csrf.remove}>
                      <input type="hidden" name="personId" value={person.personId} />
                      <button type="submit" class="danger" aria-label={words.removeLabel(person.name)}>
                        {words.remove}
                      </button>
                    </Form>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {csrf && (
        <section class="card">
          <h2>{words.inviteHeading}</h2>
          <Form action="/third-party/people/invite" csrf={csrf.invite}>
            <Field id="email" label={words.email} value={email} errors={errors} inputMode="email" autocomplete="off" />
            <fieldset aria-describedby={errors.some(({ field }) => field === 'role') ? 'role-error' : undefined}>
              <legend>{words.role}</legend>
              <FieldMessage field="role" errors={errors} />
              {ROLES.map((role) => (
                <label class="choice">
                  <input type="radio" name="role" value={role} checked={role === 'readOnly'} />
                  <span>{words.roles[role]}</span>
                </label>
              ))}
            </fieldset>
            <button type="submit">{words.invite}</button>
          </Form>
        </section>
      )}
    </CompanyFrame>
  );
}
