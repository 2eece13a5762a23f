import { ProblemError } from '@greenledger/contracts';
import { Get } from '@nestjs/common';
import { PortalPages } from './portal-pages.js';

/** Every path that no other controller knows. */
@PortalPages()
export class NotFoundController {
  /** @throws ProblemError `not-found` always. */
  @Get('*')
  refuse(): never {
    throw new ProblemError('not-found', '');
  }
}
