import { ImportsController } from './imports/imports.controller.js';
import { RejectsController } from './imports/rejects.controller.js';
import { ReviewController } from './review.controller.js';

/** Everything of operators but paper forms, for the module of the portal. */
export const OPERATOR_CONTROLLERS = [RejectsController, ImportsController, ReviewController];
