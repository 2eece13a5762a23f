import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { ConfigurationError } from './configuration-error.js';

/**
 * Reads a configuration class (class-validator) from environment variables of the same names; empty counts as absent.
 * Only variables that the class validates are taken, so nothing else of the environment can end up in it.
 * @throws ConfigurationError that names every variable that is missing or wrong, all at once.
 */
export function readConfiguration<T extends object>(Class: new () => T, env: NodeJS.ProcessEnv = process.env): T {
  const names = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Class, '', false, false)
      .map(({ propertyName }) => propertyName),
  );
  const given = Object.fromEntries([...names].filter((name) => env[name]).map((name) => [name, env[name]]));
  const configuration = plainToInstance(Class, given, { exposeDefaultValues: true });
  const errors = validateSync(configuration, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  if (errors.length === 0) return configuration;
  throw new ConfigurationError(
    errors.map(({ property, constraints }) => {
      const reasons = Object.values(constraints ?? { unknown: 'is not valid' });
      return { variable: property, reasons: given[property] === undefined ? ['is not set', ...reasons] : reasons };
    }),
  );
}
