import type { CredentialFaultCode, CredentialFaults } from '@greenledger/contracts';

/** Words for every reason; see `CredentialFaults`. */
export type CredentialFaultWords = {
  readonly [Code in CredentialFaultCode]: CredentialFaults[Code] extends [] ? string : (...values: CredentialFaults[Code]) => string;
};

export const enCredentialFaults: CredentialFaultWords = {
  notConfirmed: 'Your e-mail address is not confirmed: open the link in our mail first',
  terminated: 'Your access has ended: there are no credentials any more',
  overlapOutOfRange: 'The overlap must be 0 seconds to 30 days',
  noSecret: 'There is no client secret to go back to: create one first',
  secretGone: 'There is no such secret: it may have ended already',
  certificateGone: 'There is no such certificate: it may be removed already',
  keysOrAddress: 'The key set is refused: give either a JWK Set or the address of one',
  keysAddressStatus: (status) => `The key set is refused: its address answered ${status}; it must answer 200`,
  keysAddressNoUri: 'The key set is refused: the address is no URI',
  keysAddressNotHttps: 'The key set is refused: the address must be https',
  keysAddressCredentials: 'The key set is refused: the address must not hold credentials',
  keysAddressNotPublic: 'The key set is refused: the address is not one of the public internet',
  keysAddressSilent: (code) => `The key set is refused: its address does not answer in time (${code})`,
  keysTooLarge: 'The key set is refused: it is larger than 64 kB',
  keysHowMany: (most) => `The key set is refused: it must hold 1 to ${most} keys`,
  keysRepeated: 'The key set is refused: two keys have the same kid',
  keysNoJson: 'The key set is refused: it is no JSON',
  keysNoSet: 'The key set is refused: it must be a JWK Set, {"keys":[…]}',
  keyPrivate: (name) => `The key set is refused: ${name} holds private members. Register public keys only, and replace that key`,
  keyNotForSigning: (name) => `The key set is refused: ${name} is not for signatures (use must be "sig")`,
  keyKind: (name) => `The key set is refused: ${name} must be an RSA, EC or OKP key`,
  keyTooShort: (name) => `The key set is refused: ${name} has fewer than 2048 bits`,
  keyUnreadable: (name) => `The key set is refused: ${name} cannot be read as a public key`,
  certificateTooLong: 'The certificate is refused: it is longer than 20,000 characters',
  certificatePrivateKey:
    'The certificate is refused: a private key came with it, which must stay with you. Paste the certificate alone, and replace that key',
  certificateNotOne: 'The certificate is refused: paste exactly one in PEM form, without its chain',
  certificateUnreadable: 'The certificate is refused: it cannot be read as an X.509 certificate in PEM form',
  certificateExpired: (at) => `The certificate is refused: it expired at ${at}`,
  certificateNotYet: (at) => `The certificate is refused: it is not valid before ${at}`,
  certificateKeyShort: (bits) => `The certificate is refused: its RSA key has ${bits} bits; at least 2048 are needed`,
  certificateKeyKind: (kind) =>
    `The certificate is refused: its key (${kind}) is of no accepted kind. Use RSA from 2048 bits, EC P-256, P-384 or P-521, or Ed25519`,
  noCertificate: 'There is no certificate that is good now: add one first',
  mutualTlsNotOffered: 'This server takes no client certificates: use a secret or public keys',
  subjectNotOffered: 'This server trusts no authority of client certificates: match by thumbprint',
  subjectForm: 'The name is refused: it must be one whole name of its kind, without wildcard, at most 1,000 characters',
  subjectNotCarried: 'The name is refused: the certificate does not carry it. Choose one of its own',
  certificateNotTrusted:
    'The certificate is refused: no authority that we trust stands behind it, or it is not for TLS clients. Match by thumbprint, or ask which authorities are trusted',
};
