import { ERROR_CODES, ProblemError, type DryRunReport, type ErrorCode, type ImportKind, type UploadView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { PortalConfiguration } from '../../portal-configuration.js';

const DOORS: Record<ImportKind, string> = { 'meter-file': 'meter-files', 'cis-extract': 'cis-extracts' };

/** A file on its way from an operator's browser. */
export interface Delivery {
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Name or `name@version`; undefined: picked by the sender in the file. */
  readonly profile: string | undefined;
  readonly content: AsyncIterable<Buffer>;
  /** Pseudonymous id of the operator. */
  readonly by: string;
}

/** Brings files to meter-ingestion as they come in: nothing of them stays here. */
@Injectable()
export class IngestDoor {
  constructor(
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
    private readonly requests: RequestClient,
  ) {}

  /** @throws ProblemError as meter-ingestion answers; `unavailable` when it cannot be reached */
  take(delivery: Delivery): Promise<UploadView> {
    return this.#send(delivery, {}) as Promise<UploadView>;
  }

  /** What would come of a meter file; nothing is kept. @throws as `take` */
  try(delivery: Delivery): Promise<DryRunReport> {
    return this.#send(delivery, { dryRun: 'true' }) as Promise<DryRunReport>;
  }

  async #send({ kind, fileName, profile, content, by }: Delivery, more: Record<string, string>): Promise<unknown> {
    const { ticket } = await this.requests.request('meter-ingestion.issue-upload-ticket', { by });
    const query = new URLSearchParams({ fileName, ...(profile !== undefined && { profile }), ...more });
    const { INGEST_URL, PUBLIC_ORIGIN } = this.configuration;
    const answer = await fetch(`${INGEST_URL ?? PUBLIC_ORIGIN}/ingest/v1/${DOORS[kind]}?${query.toString()}`, {
      method: 'POST',
      redirect: 'error',
      headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/octet-stream' },
      body: content as unknown as BodyInit,
      duplex: 'half',
    } as RequestInit).catch(() => {
      throw new ProblemError('unavailable', 'The file could not be handed on: the service that takes files does not answer.');
    });
    const body: unknown = await answer.json().catch(() => ({}));
    if (answer.ok) return body;
    const { code, detail } = Object(body) as { code?: string; detail?: string };
    if (code !== undefined && Object.hasOwn(ERROR_CODES, code)) throw new ProblemError(code as ErrorCode, detail ?? '');
    throw new ProblemError('unavailable', `The service that takes files answered ${answer.status}.`);
  }
}
