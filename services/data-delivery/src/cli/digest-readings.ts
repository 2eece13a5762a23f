import pg from 'pg';
import { digestReadings } from '../months/digest-readings.js';

// Prints what is stored of each usage point, a line of JSON each. Needs DATABASE_URL of the service's own role.
const connectionString = process.env['DATABASE_URL'];
if (!connectionString) {
  process.stderr.write('DATABASE_URL is not set: set postgres://<role of data-delivery>:<password>@<host>:<port>/<database>\n');
  process.exitCode = 1;
} else {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for await (const digested of digestReadings(client)) process.stdout.write(`${JSON.stringify(digested)}\n`);
  } finally {
    await client.end();
  }
}
