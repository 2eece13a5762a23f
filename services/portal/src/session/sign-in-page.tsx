import type { VNode } from 'preact';
import { ErrorSummary } from '../html/error-summary.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly csrf: string;
  readonly returnTo: string;
  readonly userName: string;
  /** Name of the identity provider, when there is one. */
  readonly provider: string | undefined;
  /** Why the last attempt failed. */
  readonly error?: string;
  /** Where it failed: at the password form unless said otherwise. */
  readonly failedAt?: 'userName' | 'provider';
}

export function SignInPage({
  messages: { signIn, guest },
  csrf,
  returnTo,
  userName,
  provider,
  error,
  failedAt = 'userName',
}: Props): VNode {
  const invalid = error && failedAt === 'userName' ? { 'aria-invalid': true, 'aria-describedby': 'error-summary-heading' } : {};
  return (
    <section class="card narrow">
      <h1>{signIn.title}</h1>
      {returnTo.startsWith('/consent/') && <p>{signIn.toConsent}</p>}
      <ErrorSummary heading={signIn.errorHeading} errors={error ? [{ field: failedAt, message: error }] : []} />
      {provider !== undefined && (
        <p>
          <a id="provider" class="button" href={`/sign-in/provider?returnTo=${encodeURIComponent(returnTo)}`}>
            {signIn.provider.go(provider)}
          </a>
        </p>
      )}
      <form method="post" action="/sign-in">
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <div class="field">
          <label for="userName">{signIn.userName}</label>
          <input
            id="userName"
            name="userName"
            type="text"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            value={userName}
            {...invalid}
          />
        </div>
        <div class="field">
          <label for="password">{signIn.password}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required {...invalid} />
        </div>
        <button type="submit">{signIn.submit}</button>
      </form>
      <p>
        <a href={`/guest?returnTo=${encodeURIComponent(returnTo)}`}>{guest.link}</a>
      </p>
    </section>
  );
}
