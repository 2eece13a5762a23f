import { applyDecorators, Controller, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { VisitorGuard } from '../session/visitor.guard.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageInterceptor } from './page.interceptor.js';

/** A controller whose methods hand back a Page or a SeeOther; its errors are pages too. */
export const PortalPages = (path = ''): ClassDecorator =>
  applyDecorators(Controller(path), UseGuards(VisitorGuard), UseInterceptors(PageInterceptor), UseFilters(PageErrorFilter));
