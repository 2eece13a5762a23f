import type { ProfileView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import { Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';
import { DefinitionEditor } from './definition-editor.js';
import type { EnteredDefinition } from './definition-form.js';

interface Props {
  /** Newest first; empty for a profile that is being made. */
  readonly versions: readonly ProfileView[];
  readonly entered: EnteredDefinition;
  readonly saved: boolean;
  readonly csrfOf: (action: string) => string;
  readonly errors: readonly FieldError[];
  readonly messages: Messages;
  readonly locale: string;
}

/** One source: its versions, each with its definition, and the form for a new one. */
export function SourcePage({ versions, entered, saved, csrfOf, errors, messages, locale }: Props): VNode {
  const { operatorSources: words } = messages;
  const isNew = versions.length === 0;
  const path = isNew ? '/operator/sources/new' : `/operator/sources/${versions[0]!.name}`;
  const current = versions.find(({ inForce }) => inForce);
  return (
    <MeterDataFrame messages={messages} current="sources" heading={isNew ? words.new : versions[0]!.name}>
      <p>
        <a href="/operator/sources">{words.back}</a>
      </p>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      {saved && (
        <p class="notice" role="status">
          {words.saved}
        </p>
      )}
      {!isNew && <p>{current ? words.inForce(current.version) : words.noneInForce}</p>}
      {!isNew && <h2>{words.versionsHeading}</h2>}
      {versions.map((version) => (
        <Version version={version} action={`${path}/activate`} csrfOf={csrfOf} messages={messages} locale={locale} />
      ))}
      <DefinitionEditor action={path} csrf={csrfOf(path)} entered={entered} isNew={isNew} errors={errors} messages={messages} />
    </MeterDataFrame>
  );
}

interface VersionProps extends Pick<Props, 'csrfOf' | 'messages' | 'locale'> {
  readonly version: ProfileView;
  readonly action: string;
}

function Version({ version: profile, action, csrfOf, messages, locale }: VersionProps): VNode {
  const { operatorSources: words } = messages;
  const { name, version, revision, inForce, createdAt, createdBy, definition } = profile;
  const state = inForce ? 'inForce' : revision === null ? 'draft' : 'former';
  return (
    <section class="card">
      <div class="card-head">
        <h3>{words.version(version)}</h3>
        <span class={inForce ? 'badge active' : 'badge'}>{words.states[state]}</span>
      </div>
      <p class="note">
        {words.created} <Moment at={Date.parse(createdAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} /> {words.by}{' '}
        <code>{createdBy}</code>
      </p>
      <details open={inForce || state === 'draft'}>
        <summary>{words.definition}</summary>
        <pre class="raw" tabIndex={0}>
          {JSON.stringify(definition, null, 2)}
        </pre>
      </details>
      <p>
        <a href={`/operator/imports/new?profile=${encodeURIComponent(`${name}@${version}`)}`}>{words.try(version)}</a>
      </p>
      {state === 'draft' && (
        <Form action={action} csrf={csrfOf(action)}>
          <input type="hidden" name="version" value={version} />
          <button type="submit">{words.activate(version)}</button>
        </Form>
      )}
    </section>
  );
}
