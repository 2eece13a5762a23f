import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:tls';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@greenledger/contracts';
import type { ServiceConfiguration } from '../configuration/service-configuration.js';
import { Lifecycle } from '../health/lifecycle.js';
import { AllowedMethods } from '../http/allowed-methods.js';
import { acceptCorrelationId, CORRELATION_HEADER } from '../http/correlation-id.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { closeQuietConnections } from '../http/quiet-connections.js';
import { addRequestHooks } from '../http/request-hooks.js';
import { unreadablePath } from '../http/unreadable-path.js';
import { JsonLogger } from '../logging/json-logger.js';
import { tlsCertificateOf } from '../tls/tls-certificate-of.js';
import { requireSecureTransport } from '../tls/transport-rules.js';
import { natsTransport } from './nats-transport.js';
import { drainOnSignals } from './drain-on-signals.js';
import { ServiceModule } from './service-module.js';

export interface ServiceOptions {
  readonly name: ServiceName;
  /** The service's own Nest module. */
  readonly module: Type | DynamicModule;
  readonly configuration: ServiceConfiguration;
  /** Runs before the service listens: Fastify plugins, content type parsers, foreign request handlers. */
  readonly configureHttp?: (app: NestFastifyApplication) => void | Promise<void>;
  /** Bytes of a request body that is parsed; 1 MiB by default. Streams taken by an own parser limit themselves. */
  readonly bodyLimit?: number;
  readonly logger?: JsonLogger;
  /** False in tests that start several services in one process: no handlers of SIGTERM and SIGINT. */
  readonly drainOnSignals?: boolean;
  /** What this process answers when several processes make up a service: `http` alone, `requests` of NATS alone, or both. */
  readonly answers?: 'http' | 'requests' | 'both';
}

/**
 * Starts a service: HTTP by Fastify, request/reply over NATS, JSON log, problem+json, health. Waits for PostgreSQL and NATS.
 * @throws ConfigurationError when it would listen or connect beyond loopback without TLS, or its certificate cannot be used.
 * SIGTERM and SIGINT drain it and end the process with 0. `app.close()` does the same without ending the process.
 */
export async function startService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const { name, configuration, answers = 'both' } = options;
  const logger = options.logger ?? new JsonLogger(name, configuration.LOG_LEVEL);
  requireSecureTransport(configuration);
  const certificate = await tlsCertificateOf(configuration);
  const lifecycle = new Lifecycle(certificate);
  const adapter = new FastifyAdapter({
    logger: false,
    trustProxy: 'loopback',
    bodyLimit: options.bodyLimit ?? 1_048_576,
    forceCloseConnections: 'idle',
    ...(certificate && { https: certificate.options }),
    frameworkErrors: unreadablePath(configuration.PUBLIC_ORIGIN),
    genReqId: (request: IncomingMessage) => acceptCorrelationId(request.headers[CORRELATION_HEADER]),
  });
  addRequestHooks(adapter.getInstance(), configuration.PUBLIC_ORIGIN);
  closeQuietConnections(adapter.getInstance());
  const allowed = new AllowedMethods();
  allowed.watch(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(ServiceModule.around(options.module, configuration, lifecycle), adapter, {
    logger,
    abortOnError: false,
  });
  try {
    app.useGlobalFilters(new ProblemFilter(configuration.PUBLIC_ORIGIN, allowed));
    if (answers !== 'http') app.connectMicroservice(natsTransport(name, configuration));
    await options.configureHttp?.(app);
    await app.startAllMicroservices();
    if (answers === 'requests') await app.init();
    else await app.listen(configuration.PORT, configuration.HOST);
    certificate?.follow(app.getHttpServer() as unknown as Server);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  if (options.drainOnSignals !== false) drainOnSignals(app, lifecycle, logger);
  logger.log(answers === 'requests' ? 'answering requests' : `listening on ${await app.getUrl()}`, 'start');
  return app;
}
