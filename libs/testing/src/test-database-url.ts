/**
 * Administrator URL of the PostgreSQL that Jest's global setup started for this run.
 * @throws Error that says how to run the tests, when there is none.
 */
export function requireTestDatabaseUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url)
    throw new Error(
      'TEST_DATABASE_URL is not set: run the tests by `npm test`, or with -c .config/jest.config.mjs, which starts a PostgreSQL.',
    );
  return url;
}
