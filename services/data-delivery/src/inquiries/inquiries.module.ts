import { Module } from '@nestjs/common';
import { InquiriesController } from './inquiries.controller.js';

/** Questions about stored readings, over NATS. */
@Module({ controllers: [InquiriesController] })
export class InquiriesModule {}
