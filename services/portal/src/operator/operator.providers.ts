import { ImportsController } from './imports/imports.controller.js';
import { RejectsController } from './imports/rejects.controller.js';
import { IngestDoor } from './upload/ingest-door.js';
import { UploadController } from './upload/upload.controller.js';
import { ReviewController } from './review.controller.js';

/** Everything of operators but paper forms, for the module of the portal. */
export const OPERATOR_CONTROLLERS = [UploadController, RejectsController, ImportsController, ReviewController];
export const OPERATOR_PROVIDERS = [IngestDoor];
