import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ServiceConfiguration } from '../configuration/service-configuration.js';
import { HealthController } from '../health/health.controller.js';
import { Lifecycle } from '../health/lifecycle.js';

/** The root around a service's own module: its configuration (under both class tokens) and the health endpoints. */
@Module({})
export class ServiceModule {
  static around(module: Type | DynamicModule, configuration: ServiceConfiguration, lifecycle: Lifecycle): DynamicModule {
    const own = configuration.constructor as Type<ServiceConfiguration>;
    const tokens = [...new Set<Type<ServiceConfiguration>>([ServiceConfiguration, own])];
    return {
      module: ServiceModule,
      global: true,
      imports: [module],
      controllers: [HealthController],
      providers: [...tokens.map((provide) => ({ provide, useValue: configuration })), { provide: Lifecycle, useValue: lifecycle }],
      exports: [...tokens, Lifecycle],
    };
  }
}
