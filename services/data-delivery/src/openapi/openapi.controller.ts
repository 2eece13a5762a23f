import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { OPENAPI_PATH, openApiDocument } from './openapi-document.js';

/** The contract of this API for machines; it holds nothing secret and needs no token. */
@Controller(OPENAPI_PATH)
export class OpenApiController {
  readonly #text: string;

  constructor({ PUBLIC_ORIGIN }: DataDeliveryConfiguration) {
    this.#text = JSON.stringify(openApiDocument(PUBLIC_ORIGIN));
  }

  @Get()
  read(@Res() reply: FastifyReply): void {
    void reply.header('cache-control', 'public, max-age=3600').type('application/json').send(this.#text);
  }
}
