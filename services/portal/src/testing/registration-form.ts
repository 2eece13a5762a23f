const CONTACT = { name: 'Mo Field', email: 'mo@company.example', phone: '+1 555 010 0199' };

/** Every field of the registration page, filled in well, with the given address for the account. */
export function registrationOf(email: string): Record<string, string> {
  const site = 'https://company.example';
  const contact = (name: string) => Object.fromEntries(Object.entries(CONTACT).map(([field, value]) => [`${name}.${field}`, value]));
  return {
    name: 'Sunny Roofs',
    taxpayerId: '12-3456780',
    userType: 'thirdParty',
    purpose: 'To work out how many panels fit.',
    dataSets: 'usage',
    clientUri: `${site}/`,
    policyUri: `${site}/privacy`,
    tosUri: `${site}/terms`,
    logoUri: '',
    portalUri: `${site}/start`,
    redirectUris: `${site}/callback`,
    notifyUri: `${site}/notify`,
    ...contact('businessContact'),
    ...contact('technicalContact'),
    'account.name': 'Mo Field',
    'account.email': email,
    'account.password': 'correct horse battery',
    terms: 'accepted',
  };
}
