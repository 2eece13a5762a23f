import type { ContactPerson, RegistrationFault, RegistrationForm, ThirdPartyView, TlsSubject } from '@greenledger/contracts';

type Metadata = Readonly<Record<string, unknown>>;

/** RFC 7591 names of the form's fields; what RFC 7591 has no name for is named as its ESPI element or in plain words. */
const MEMBERS: Readonly<Record<string, string>> = {
  name: 'client_name',
  taxpayerId: 'taxpayer_id',
  userType: 'user_type',
  purpose: 'purpose',
  dataSets: 'data_sets',
  clientUri: 'client_uri',
  policyUri: 'policy_uri',
  tosUri: 'tos_uri',
  logoUri: 'logo_uri',
  portalUri: 'portal_uri',
  redirectUris: 'redirect_uris',
  notifyUri: 'notify_uri',
  businessContact: 'business_contact',
  technicalContact: 'technical_contact',
};

/** Client metadata as the form of a registration. Whatever has the wrong shape becomes blank, which the rules then refuse. */
export function formOfMetadata(metadata: Metadata): RegistrationForm {
  const text = (name: string): string => textOf(metadata[MEMBERS[name]!]);
  const list = (name: string): string[] => {
    const value = metadata[MEMBERS[name]!];
    return Array.isArray(value) ? value.map(textOf) : [];
  };
  return {
    name: text('name'),
    taxpayerId: text('taxpayerId').replace(/^(\d{2})-(\d{7})$/, '$1$2'),
    userType: (text('userType') || 'thirdParty') as RegistrationForm['userType'],
    purpose: text('purpose'),
    // An unknown name stays in the list, so that the rules find it.
    dataSets: list('dataSets') as unknown as RegistrationForm['dataSets'],
    clientUri: text('clientUri'),
    policyUri: text('policyUri'),
    tosUri: text('tosUri'),
    logoUri: text('logoUri'),
    portalUri: text('portalUri'),
    redirectUris: list('redirectUris'),
    notifyUri: text('notifyUri'),
    businessContact: contactOf(metadata[MEMBERS['businessContact']!]),
    technicalContact: contactOf(metadata[MEMBERS['technicalContact']!]),
  };
}

/** Broken rules as one `error_description`. */
export function describeFaults(faults: readonly RegistrationFault[]): { error: string; error_description: string } {
  const named = faults.map(({ field, rule }) => {
    const [first, ...rest] = field.split('.');
    return `${[MEMBERS[first!] ?? first, ...rest].join('.')}: ${rule}`;
  });
  const redirect = faults.length > 0 && faults.every(({ field }) => field === 'redirectUris');
  return { error: redirect ? 'invalid_redirect_uri' : 'invalid_client_metadata', error_description: named.join('; ') };
}

/** What is registered, without secrets and without people. */
export function metadataOf(
  view: ThirdPartyView,
  { authMethod, tlsSubject }: { authMethod: string; tlsSubject: TlsSubject | null },
  registrationClientUri: string,
): Metadata {
  const { profile } = view;
  return {
    client_id: view.clientId,
    client_id_issued_at: Math.floor(Date.parse(view.registeredAt) / 1000),
    client_name: view.name,
    client_uri: view.clientUri,
    policy_uri: view.policyUri,
    tos_uri: view.tosUri,
    ...(view.logoUri && { logo_uri: view.logoUri }),
    redirect_uris: view.redirectUris,
    notify_uri: view.notifyUri,
    purpose: view.purpose,
    ...(profile && { portal_uri: profile.portalUri, user_type: profile.userType, data_sets: profile.dataSets }),
    scope: view.scopes.join(' '),
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    token_endpoint_auth_method: authMethod,
    ...(tlsSubject && { [tlsSubject.field]: tlsSubject.value }),
    software_id: view.softwareId,
    software_version: view.softwareVersion,
    status: view.status,
    registration_client_uri: registrationClientUri,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function contactOf(value: unknown): ContactPerson {
  const { name, email, phone } = (value ?? {}) as Record<string, unknown>;
  return { name: textOf(name), email: textOf(email), phone: textOf(phone) };
}
