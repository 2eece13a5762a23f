import { describe, expect, it } from '@jest/globals';
import { IsString } from 'class-validator';
import { ConfigurationError } from './configuration-error.js';
import { readConfiguration } from './read-configuration.js';
import { ServiceConfiguration } from './service-configuration.js';

class ExampleConfiguration extends ServiceConfiguration {
  @IsString()
  RAW_FILE_DIR!: string;
}

const valid = {
  PORT: '3001',
  PUBLIC_ORIGIN: 'http://localhost:8080',
  DATABASE_URL: 'postgres://gl_portal:secret-word@127.0.0.1:5432/greenledger',
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_USER: 'portal',
  NATS_PASSWORD: 'secret-word',
  RAW_FILE_DIR: '/var/lib/raw',
};

describe('readConfiguration', () => {
  it('reads typed values and defaults, and nothing it was not asked for', () => {
    const configuration = readConfiguration(ExampleConfiguration, { ...valid, HOME: '/root' });
    expect(configuration).toMatchObject({ PORT: 3001, HOST: '127.0.0.1', LOG_LEVEL: 'info', RAW_FILE_DIR: '/var/lib/raw' });
    expect(configuration).not.toHaveProperty('HOME');
  });

  it('names every variable that is missing or wrong, and never a value', () => {
    const wrong = {
      ...valid,
      PORT: '70000',
      PUBLIC_ORIGIN: 'http://localhost:8080/secret-word',
      NATS_PASSWORD: '',
      RAW_FILE_DIR: undefined,
    };
    let caught: unknown;
    try {
      readConfiguration(ExampleConfiguration, wrong);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigurationError);
    const { problems, message } = caught as ConfigurationError;
    expect(problems.map(({ variable }) => variable).sort()).toEqual(['NATS_PASSWORD', 'PORT', 'PUBLIC_ORIGIN', 'RAW_FILE_DIR']);
    expect(message).toContain('NATS_PASSWORD: is not set; set the password of the NATS user');
    expect(message).not.toContain('secret-word');
  });
});
