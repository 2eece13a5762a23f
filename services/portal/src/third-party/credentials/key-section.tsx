import type { CredentialsView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { FieldError } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly credentials: CredentialsView;
  readonly csrf: string | undefined;
  readonly words: Messages['company']['credentials'];
  readonly errors: readonly FieldError[];
}

/** Public keys for private_key_jwt, by address or as they are. */
export function KeySection({ credentials: { keys, jwksUri, authMethod, secrets }, csrf, words, errors }: Props): VNode {
  return (
    <section class="card" id="keys">
      <h2>{words.keysHeading}</h2>
      <p>{words.keysLead}</p>
      {keys.length > 0 && <p>{words.keysRegistered(keys.join(', '))}</p>}
      {csrf !== undefined && (
        <>
          <Form action="/third-party/credentials" csrf={csrf}>
            <input type="hidden" name="kind" value="useKeys" />
            <Field id="jwksUri" label={words.jwksUri} value={jwksUri ?? ''} inputMode="url" autocomplete="off" />
            <Field id="jwks" label={words.jwks} kind="lines" rows={6} errors={errors} />
            <button type="submit" class="second">
              {words.useKeys}
            </button>
          </Form>
          {authMethod !== 'client_secret_basic' && secrets.length > 0 && (
            <Form action="/third-party/credentials" csrf={csrf}>
              <input type="hidden" name="kind" value="useSecret" />
              <button type="submit" class="second">
                {words.useSecret}
              </button>
            </Form>
          )}
        </>
      )}
    </section>
  );
}
