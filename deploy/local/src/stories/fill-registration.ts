import type { Page } from 'playwright-core';

const SERVES_CUSTOMERS = 'A company that serves customers (third party)';

export interface Entered {
  readonly name: string;
  readonly taxpayerId: string;
  readonly email: string;
  readonly password: string;
  /** Label of the user type; a company that serves customers when it is left out. */
  readonly userType?: string;
}

/** Fills every field of the registration page, with the addresses of a company at `site`. */
export async function fillRegistration(
  page: Page,
  site: string,
  { name, taxpayerId, email, password, userType = SERVES_CUSTOMERS }: Entered,
): Promise<void> {
  const texts: Record<string, string> = {
    'Company name': name,
    'Taxpayer id': taxpayerId,
    'Purpose, in plain words': 'To work out how many panels fit.',
    'Web site': `${site}/`,
    'Privacy policy': `${site}/privacy`,
    'Terms of service': `${site}/terms`,
    'Page where customers start': `${site}/start`,
    'Redirect URIs': `${site}/callback`,
    'Notify URI': `${site}/notify`,
    'Business contact: name': 'Bo Hill',
    'Business contact: e-mail': 'bo@sunny.example',
    'Business contact: phone': '+1 555 010 0198',
    'Technical contact: name': 'Mo Field',
    'Technical contact: e-mail': 'mo@sunny.example',
    'Technical contact: phone': '+1 555 010 0199',
    'Your name': 'Mo Field',
    'Your e-mail': email,
    Password: password,
  };
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(userType).check();
  await page.getByLabel('Energy use').check();
  await page.getByLabel('I accept these terms of use for the company').check();
}
