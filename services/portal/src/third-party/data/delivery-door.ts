import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { COMPANY_DOWNLOAD_PATH, ERROR_CODES, ProblemError, type ErrorCode } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { PortalConfiguration } from '../../portal-configuration.js';
import type { DownloadFile } from './download-files.js';

/** A file on its way to the browser of a person of a company. */
export interface OpenedFile {
  readonly contentType: string;
  readonly content: Readable;
}

/** Fetches files from data-delivery as they come: nothing of them stays here. */
@Injectable()
export class DeliveryDoor {
  constructor(
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
    private readonly requests: RequestClient,
  ) {}

  /** The release is on record when this returns. @throws ProblemError as data-delivery answers; `unavailable` when it cannot be reached */
  async open(thirdPartyId: string, authorizationId: string, { what, mediaType }: DownloadFile): Promise<OpenedFile> {
    const { ticket } = await this.requests.request('data-delivery.issue-download-ticket', { thirdPartyId, authorizationId, what });
    const { DELIVERY_URL, PUBLIC_ORIGIN } = this.configuration;
    const answer = await fetch(`${DELIVERY_URL ?? PUBLIC_ORIGIN}/${COMPANY_DOWNLOAD_PATH}`, {
      redirect: 'error',
      headers: { authorization: `Bearer ${ticket}`, accept: mediaType },
    }).catch(() => {
      throw new ProblemError('unavailable', 'The file could not be fetched: the service that holds it does not answer. Try again shortly.');
    });
    if (answer.ok && answer.body) {
      const contentType = answer.headers.get('content-type') ?? mediaType;
      return { contentType, content: Readable.fromWeb(answer.body as ReadableStream<Uint8Array>) };
    }
    const { code, detail } = Object(await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
    if (code !== undefined && Object.hasOwn(ERROR_CODES, code)) throw new ProblemError(code as ErrorCode, detail ?? '');
    throw new ProblemError('unavailable', `The service that holds the file answered ${answer.status}.`);
  }
}
