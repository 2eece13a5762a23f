import type { CredentialsView, TlsSubject } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Form } from '../../html/field.js';
import type { Messages } from '../../locales/index.js';
import { choiceOf, THUMBPRINT } from './certificate-choice.js';

interface Props {
  readonly credentials: CredentialsView;
  readonly csrf: string;
  readonly words: Messages['company']['credentials'];
  readonly errors: readonly FieldError[];
}

/** Lets the company sign in by its certificates: by the thumbprint of each, or by one name that they carry. */
export function CertificateSignIn({ credentials, csrf, words, errors }: Props): VNode | null {
  const { mutualTls, certificates, authMethod, tlsSubject } = credentials;
  if (mutualTls === undefined || certificates.length === 0) return null;
  const names = certificates.flatMap(({ certificateId, names: own = [] }) => own.map((name) => ({ certificateId, name })));
  // A name that several certificates carry is offered once.
  const offered = names.filter(({ name }, index) => names.findIndex((one) => isSame(one.name, name)) === index);
  const chosen = (name: TlsSubject): boolean => authMethod === 'tls_client_auth' && tlsSubject !== undefined && isSame(name, tlsSubject);
  const invalid = errors.some(({ field }) => field === 'match');
  return (
    <section class="card" id="sign-in-by-certificate">
      <h2>{words.useCertificate}</h2>
      <Form action="/third-party/credentials" csrf={csrf}>
        <input type="hidden" name="kind" value="signInByCertificate" />
        <div class="field">
          <label for="match">{words.match}</label>
          <p class="note hint" id="match-hint">
            {mutualTls === 'subject' ? words.matchLead : words.matchLeadThumbprint}
          </p>
          <FieldMessage field="match" errors={errors} />
          <select
            id="match"
            name="match"
            aria-describedby={invalid ? 'match-hint match-error' : 'match-hint'}
            aria-invalid={invalid ? 'true' : undefined}
          >
            <option value={THUMBPRINT} selected={authMethod === 'self_signed_tls_client_auth'}>
              {words.matchThumbprint}
            </option>
            {offered.map(({ certificateId, name }) => (
              <option value={choiceOf(certificateId, name)} selected={chosen(name)}>
                {words.nameOf(words.names[name.field], name.value)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {words.useCertificate}
        </button>
      </Form>
    </section>
  );
}

const isSame = (one: TlsSubject, other: TlsSubject): boolean => one.field === other.field && one.value === other.value;
