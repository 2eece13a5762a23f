import type { Server } from 'node:tls';
import { Logger, type LoggerService } from '@nestjs/common';
import { certificateAge, type CertificateAge } from './certificate-age.js';
import { readServerCertificate, type ServerCertificate, type TlsFiles } from './server-certificate.js';

/** Milliseconds between looks at the files; a new certificate is served after one of them at the latest. */
const LOOK = 10_000;
/** Milliseconds between warnings of a certificate that ends soon. */
const WARN = 86_400_000;

/**
 * The certificate that a server shows, renewed from its files without a restart: connections that are open go on, new ones get the
 * new certificate (SEC-006). Files that cannot be used leave the old certificate in place and are told in the log.
 */
export class TlsServerCertificate {
  readonly #logger: LoggerService = new Logger('tls');
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;
  #warned = 0;

  private constructor(
    private readonly files: TlsFiles,
    private current: ServerCertificate,
    private readonly now: () => Date,
  ) {}

  /** @throws ConfigurationError when the files cannot be used. */
  static async read(files: TlsFiles, now: () => Date = () => new Date()): Promise<TlsServerCertificate> {
    return new TlsServerCertificate(files, await readServerCertificate(files, now()), now);
  }

  /** Options of the server: certificate, key, versions and suites. */
  get options(): ServerCertificate['options'] {
    return this.current.options;
  }

  /** For the readiness answer and the warning before the end. */
  get age(): CertificateAge {
    return certificateAge(this.current.notAfter, this.now());
  }

  /** Looks at the files from now on and gives the server what is new. */
  follow(server: Server, look = LOOK): void {
    this.#server = server;
    this.#warn();
    this.#timer = setInterval(() => void this.renew(), look).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** One look at the files. */
  async renew(): Promise<void> {
    try {
      const found = await readServerCertificate(this.files, this.now());
      if (found.fingerprint !== this.current.fingerprint) {
        this.#server?.setSecureContext(found.options);
        this.current = found;
        this.#warned = 0;
        this.#logger.log(`the certificate was renewed: good until ${found.notAfter.toISOString()}`);
      }
    } catch (error) {
      // Half of a renewal may be written: the next look sees all of it.
      this.#logger.warn(`the certificate files cannot be used, the certificate before stays: ${(error as Error).message}`);
    }
    this.#warn();
  }

  #warn(): void {
    const { state, days } = this.age;
    const now = this.now().getTime();
    if (state === 'good' || now - this.#warned < WARN) return;
    this.#warned = now;
    const text = state === 'ended' ? 'has ended: clients refuse to connect' : `ends in ${days} days`;
    this.#logger.error(`the TLS certificate ${text}. Renew the file in TLS_CERTIFICATE_FILE; no restart is needed.`);
  }
}
