import { Get } from '@nestjs/common';
import type { EspiPath } from '../access/espi-routes.js';

/** A handler of GET and HEAD for resources of the table of routes, and of no others. */
export const Reads = (...paths: EspiPath[]): MethodDecorator => Get(paths);
