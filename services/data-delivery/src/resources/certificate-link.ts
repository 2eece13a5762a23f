import { relatedLink, type AtomLink } from '@greenledger/espi';

/** The link to the certificate of the deployment (CERT001 to CERT004); none where it has none. @param certificate address of its page */
export const certificateLink = (certificate: string | undefined): readonly AtomLink[] =>
  certificate === undefined ? [] : [relatedLink(certificate, 'text/html')];
