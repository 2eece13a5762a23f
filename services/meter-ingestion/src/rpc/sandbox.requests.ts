import { Controller } from '@nestjs/common';
import type { ReplyOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { SandboxPublication } from '../sandbox/sandbox-publication.js';

/** Answers authorization, which asks when the first company needs the sandbox. */
@Controller()
export class SandboxRequestsController {
  constructor(private readonly publication: SandboxPublication) {}

  @HandleRequest('meter-ingestion.publish-sandbox')
  async publish(): Promise<ReplyOf<'meter-ingestion.publish-sandbox'>> {
    await this.publication.ensure();
    return { published: true };
  }
}
