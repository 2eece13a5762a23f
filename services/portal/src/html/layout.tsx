import type { ComponentChildren, VNode } from 'preact';
import type { Messages } from '../locales/index.js';
import type { Role } from '../session/accounts.js';
import { LanguageForm } from './language-form.js';
import { followScript } from './scripts.js';
import { stylesheet } from './stylesheet.js';

interface Props {
  readonly title: string;
  readonly locale: string;
  readonly messages: Messages;
  readonly utilityName: string;
  readonly account: { readonly displayName: string; readonly signOutToken: string; readonly role: Role } | undefined;
  /** Path of the page itself, to mark it in the navigation. */
  readonly path: string;
  /** For the choice of a language, which leads back here. */
  readonly language: { readonly csrf: string; readonly backTo: string };
  readonly demoMail: boolean;
  /** Leaves who is signed in and the way out. */
  readonly withoutMenu: boolean;
  /** Seconds after which the page loads itself anew. */
  readonly followSeconds: number | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page: skip link, header with navigation, the page, footer. */
export function Layout({ title, locale, messages, utilityName, account, path, language, demoMail, withoutMenu, ...rest }: Props): VNode {
  const { followSeconds, children } = rest;
  const links = [
    ...(account?.role === 'customer' && withoutMenu ? [] : linksOf(account?.role, messages)),
    ...(withoutMenu ? [] : [['/directory', messages.company.directory.navigation] as const]),
    ...(demoMail && !withoutMenu ? [['/demo/mail', messages.demoMail.navigation] as const] : []),
  ];
  const link = (href: string, label: string): VNode => (
    <a href={href} aria-current={path === href ? 'page' : undefined}>
      {label}
    </a>
  );
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${messages.productName}, ${utilityName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={stylesheet.path} />
        {followSeconds !== undefined && (
          <>
            <noscript>
              <meta http-equiv="refresh" content={String(followSeconds)} />
            </noscript>
            <script src={followScript.path} defer />
          </>
        )}
      </head>
      <body data-follow-seconds={followSeconds}>
        <a class="skip" href="#main">
          {messages.skipToContent}
        </a>
        <header class="site-header">
          <div class="bar">
            <a class="brand" href="/">
              <span class="brand-mark" aria-hidden="true" />
              <span>
                <span class="brand-utility">{utilityName}</span> <span class="brand-product">{messages.productName}</span>
              </span>
            </a>
            <LanguageForm locale={locale} label={messages.language} {...language} />
            <div class="account">
              {account ? (
                <form method="post" action="/sign-out" class="sign-out">
                  <input type="hidden" name="_csrf" value={account.signOutToken} />
                  <span class="signed-in-as">{account.displayName}</span>
                  <button type="submit" class="link-button">
                    {messages.signOut}
                  </button>
                </form>
              ) : (
                link('/sign-in', messages.signIn.navigation)
              )}
            </div>
            {links.length > 0 && <nav aria-label={messages.navigation}>{links.map(([href, label]) => link(href, label))}</nav>}
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer class="site-footer">
          <p>{messages.footer(utilityName)}</p>
        </footer>
      </body>
    </html>
  );
}

/** Where one of the role goes from any page. */
function linksOf(role: Role | undefined, messages: Messages): ReadonlyArray<readonly [href: string, label: string]> {
  switch (role) {
    case 'customer':
      return [
        ['/authorizations', messages.authorizations.navigation],
        ['/received', messages.received.navigation],
        ['/my-usage', messages.download.navigation],
        ['/share', messages.share.navigation],
      ];
    case 'operator':
      return [
        ['/operator/third-parties', messages.operator.navigation],
        ['/operator/reports', messages.operatorReports.navigation],
        ['/operator/paper', messages.paper.title],
        ['/operator/imports', messages.operatorImports.navigation],
      ];
    case 'company':
      return [['/third-party/company', messages.company.navigation.company]];
    default:
      return [];
  }
}
