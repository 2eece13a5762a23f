import { ProblemError, TLS_SUBJECT_FIELDS, type CredentialChange, type TlsSubject, type TlsSubjectField } from '@greenledger/contracts';

/** The choice of each registered certificate by its thumbprint. */
export const THUMBPRINT = 'thumbprint';

/** A name of a certificate as the value of a choice. */
export const choiceOf = (certificateId: string, { field, value }: TlsSubject): string => `${certificateId} ${field} ${value}`;

/** A choice as the change it stands for. @throws ProblemError `invalid-body` for one that the page does not offer */
export function readChoice(choice: string): CredentialChange {
  if (choice === THUMBPRINT) return { kind: 'useCertificates' };
  const [, certificateId, field, value] = /^(\S+) (\S+) ([^]+)$/.exec(choice) ?? [];
  if (certificateId && value && (TLS_SUBJECT_FIELDS as readonly (string | undefined)[]).includes(field))
    return { kind: 'useTlsSubject', certificateId, field: field as TlsSubjectField, value };
  throw new ProblemError('invalid-body', 'the choice is not known: go back, reload the page and choose again');
}
