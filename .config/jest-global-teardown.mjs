// Stops the PostgreSQL of jest-global-setup.mjs and removes its data.
export default async function globalTeardown() {
  await globalThis.greenledgerTestPostgres?.stop();
}
