/** Why credentials of a company are refused, by code, with the values that go into the words; these stand in the portal's catalogues. */
export interface CredentialFaults {
  notConfirmed: [];
  terminated: [];
  overlapOutOfRange: [];
  noSecret: [];
  secretGone: [];
  certificateGone: [];
  keysOrAddress: [];
  keysAddressStatus: [status: string];
  keysAddressNoUri: [];
  keysAddressNotHttps: [];
  keysAddressCredentials: [];
  keysAddressNotPublic: [];
  keysAddressSilent: [code: string];
  keysTooLarge: [];
  keysHowMany: [most: string];
  keysRepeated: [];
  keysNoJson: [];
  keysNoSet: [];
  keyPrivate: [name: string];
  keyNotForSigning: [name: string];
  keyKind: [name: string];
  keyTooShort: [name: string];
  keyUnreadable: [name: string];
  certificateTooLong: [];
  certificatePrivateKey: [];
  certificateNotOne: [];
  certificateUnreadable: [];
  certificateExpired: [at: string];
  certificateNotYet: [at: string];
  certificateKeyShort: [bits: string];
  certificateKeyKind: [kind: string];
  noCertificate: [];
  mutualTlsNotOffered: [];
  subjectNotOffered: [];
  subjectForm: [];
  subjectNotCarried: [];
  certificateNotTrusted: [];
}

export type CredentialFaultCode = keyof CredentialFaults;

/** The member `fault` of a problem about credentials. */
export interface CredentialFault {
  readonly code: CredentialFaultCode;
  readonly values?: readonly string[];
}

export const credentialFault = <Code extends CredentialFaultCode>(code: Code, ...values: CredentialFaults[Code]): CredentialFault =>
  values.length === 0 ? { code } : { code, values };
