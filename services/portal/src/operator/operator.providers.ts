import { ExpectedController } from './expected/expected.controller.js';
import { FindController } from './expected/find.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { RejectsController } from './imports/rejects.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReviewController } from './review.controller.js';
import { SourcesController } from './sources/sources.controller.js';
import { IngestDoor } from './upload/ingest-door.js';
import { UploadController } from './upload/upload.controller.js';

/** Everything of operators but paper forms, for the module of the portal. The form of an upload stands before ids of imports. */
export const OPERATOR_CONTROLLERS = [
  UploadController,
  RejectsController,
  ImportsController,
  ExpectedController,
  FindController,
  SourcesController,
  ReportsController,
  ReviewController,
];
export const OPERATOR_PROVIDERS = [IngestDoor];
