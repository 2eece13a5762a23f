/** Where the stylesheet of the error page is served; the page's CSP allows no inline style. */
export const ERROR_PAGE_STYLE_PATH = '/oauth/error-page.css';

/** Paper, ink and card as on the pages of the portal: a visitor should see that it is the same house. */
export const ERROR_PAGE_STYLE = `:root { color-scheme: light dark; --paper: #f5f7f3; --card: #fff; --ink: #16241c; --quiet: #4d5f54; --line: #d5ded6; --accent: #0a6a3c; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #101713; --card: #18221c; --ink: #e7efe9; --quiet: #a9bbb0; --line: #2d3b33; --accent: #6fd39c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; overflow-wrap: break-word; }
main { max-width: 34rem; margin: clamp(1.5rem, 6vw, 4rem) auto; padding: clamp(1.125rem, 3vw, 1.75rem); background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
@media (max-width: 36rem) { main { margin-inline: 1rem; } }
h1 { margin: 0 0 0.75rem; font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: 0.2em; }
.technical { margin: 0; color: var(--quiet); font-size: 0.9375rem; }
`;
