import { Controller, Get, HttpCode, Inject, Optional, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { CertificateAge } from '../tls/certificate-age.js';
import { Lifecycle } from './lifecycle.js';

/** Milliseconds that the database may take to answer. */
const PATIENCE = 2000;

/** Liveness: the process answers. Readiness: it may be sent requests, that is, its database answers and it is not shutting down; with how its certificate stands. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
    @Optional() @Inject(DataSource) private readonly dataSource?: DataSource,
  ) {}

  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('ready')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string; database: string; certificate?: CertificateAge }> {
    const database = this.dataSource ? await this.#database(this.dataSource) : 'none';
    const certificate = this.lifecycle.certificate?.age;
    const up = database !== 'down' && !this.lifecycle.stopping;
    void reply.header('cache-control', 'no-store').code(up ? 200 : 503);
    return { status: up ? 'up' : this.lifecycle.stopping ? 'stopping' : 'down', database, ...(certificate && { certificate }) };
  }

  async #database(dataSource: DataSource): Promise<'up' | 'down'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'down'>((resolve) => {
      timer = setTimeout(() => resolve('down'), PATIENCE);
    });
    const answer = dataSource.query('SELECT 1').then(
      () => 'up' as const,
      () => 'down' as const,
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}
