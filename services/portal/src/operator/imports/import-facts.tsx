import type { ImportView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

/** The file of an import: what it is, where it came from, and by what it is known. */
export function ImportFacts({
  view,
  messages,
  locale,
}: {
  readonly view: ImportView;
  readonly messages: Messages;
  readonly locale: string;
}): VNode {
  const { kinds, report: words } = messages.operatorImports;
  const { kind, format, profile, sizeBytes, packing, receivedAt, finishedAt, sha256, importId, replayOf } = view;
  const bytes = new Intl.NumberFormat(locale).format(sizeBytes);
  const moment = (at: string): VNode => <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />;
  return (
    <section class="card">
      <h2>{words.factsHeading}</h2>
      <dl class="facts">
        <dt>{words.kind}</dt>
        <dd>{kinds[kind]}</dd>
        {format && [<dt>{words.format}</dt>, <dd>{format}</dd>]}
        {kind === 'meter-file' && [
          <dt>{words.profile}</dt>,
          <dd>
            {profile ? <a href={`/operator/sources/${profile.name}`}>{words.version(profile.name, profile.version)}</a> : words.noProfile}
          </dd>,
        ]}
        <dt>{words.size}</dt>
        <dd>{packing === 'none' ? words.bytes(bytes) : words.packedBytes(bytes)}</dd>
        <dt>{words.received}</dt>
        <dd>{moment(receivedAt)}</dd>
        {finishedAt && [<dt>{words.finished}</dt>, <dd>{moment(finishedAt)}</dd>]}
        <dt>{words.digest}</dt>
        <dd>
          <code>{sha256}</code>
        </dd>
        <dt>{words.id}</dt>
        <dd>
          <code>{importId}</code>
        </dd>
        {replayOf && [
          <dt>{words.replayOf}</dt>,
          <dd>
            <a href={`/operator/imports/${replayOf}`}>
              <code>{replayOf}</code>
            </a>
          </dd>,
        ]}
      </dl>
    </section>
  );
}
