import type { ComponentChildren, VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

const PAGES = ['imports', 'expected', 'sources', 'find'] as const;

interface Props {
  readonly messages: Messages;
  readonly current: (typeof PAGES)[number];
  readonly heading: string;
  readonly children: ComponentChildren;
}

/** Heading and navigation of the operator's pages about meter data. */
export function MeterDataFrame({ messages: { operatorImports: words }, current, heading, children }: Props): VNode {
  return (
    <>
      <h1>{heading}</h1>
      <nav aria-label={words.navigationLabel}>
        <ul class="pages">
          {PAGES.map((page) => (
            <li>
              <a href={`/operator/${page}`} aria-current={page === current ? 'page' : undefined}>
                {words.pages[page]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  );
}
