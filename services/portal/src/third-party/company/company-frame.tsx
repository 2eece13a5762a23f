import type { ComponentChildren, VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

const PAGES = ['company', 'credentials', 'details', 'people', 'security'] as const;
export type CompanyPageName = (typeof PAGES)[number];

interface Props {
  readonly messages: Messages;
  readonly current: CompanyPageName;
  readonly heading: string;
  readonly children: ComponentChildren;
}

/** Heading and navigation of every page of a company. */
export function CompanyFrame({ messages: { company }, current, heading, children }: Props): VNode {
  return (
    <>
      <h1>{heading}</h1>
      <nav aria-label={company.navigationLabel}>
        <ul class="pages">
          {PAGES.map((page) => (
            <li>
              <a href={`/third-party/${page}`} aria-current={page === current ? 'page' : undefined}>
                {company.navigation[page]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  );
}
