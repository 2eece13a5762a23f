import type { CertificateAge } from '../tls/certificate-age.js';

/** Whether the service is on its way down: set before anything is closed, so that no new work is sent to it; and its certificate. */
export class Lifecycle {
  stopping = false;

  /** @param certificate absent when the service speaks plain HTTP. */
  constructor(readonly certificate?: { readonly age: CertificateAge }) {}
}
