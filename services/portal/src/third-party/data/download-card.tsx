import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import type { DownloadName } from './download-files.js';

interface Props {
  readonly authorizationId: string;
  /** Those that hold something. */
  readonly files: readonly DownloadName[];
  /** Undefined for a person whose role may only look. */
  readonly csrf: string | undefined;
  readonly messages: Messages;
}

/** Takes home what the customer shares, without software. */
export function DownloadCard({ authorizationId, files, csrf, messages }: Props): VNode {
  const { download: words } = messages.companyData.one;
  return (
    <section class="card">
      <h2>{words.heading}</h2>
      <p>{words.lead}</p>
      {csrf === undefined ? (
        <p class="note">{words.roleNeeded}</p>
      ) : (
        <form method="post" action={`/third-party/authorizations/${authorizationId}/downloads`}>
          <input type="hidden" name="_csrf" value={csrf} />
          <div class="field">
            <label for="file">{words.file}</label>
            <select id="file" name="file">
              {files.map((file) => (
                <option value={file}>{words.files[file]}</option>
              ))}
            </select>
          </div>
          <button type="submit">{words.submit}</button>
        </form>
      )}
    </section>
  );
}
