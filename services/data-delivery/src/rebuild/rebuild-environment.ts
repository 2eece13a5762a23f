import { neededSettings } from '@greenledger/service-kit';

const NEEDED = {
  DATABASE_ADMIN_URL: 'set postgres://<owner>:<password>@<host>:<port>/<database> of the owner of the tables',
  NATS_URL: 'set nats://<host>:<port>',
  NATS_USER: 'set the NATS user of data-delivery',
  NATS_PASSWORD: 'set the password of that user',
} as const;

export interface RebuildEnvironment {
  readonly adminUrl: string;
  readonly nats: { readonly url: string; readonly caFile: string | undefined; readonly user: string; readonly password: string };
}

/**
 * What a rebuild needs: from the environment, or, when it sets none of it, from what an embedded run (`npm start`) left.
 * @throws ConfigurationError that names each missing variable
 */
export async function rebuildEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<RebuildEnvironment> {
  const source = await neededSettings(NEEDED, env, workingDirectory, 'data-delivery');
  const { DATABASE_ADMIN_URL: adminUrl, NATS_URL: url, NATS_CA_FILE: caFile, NATS_USER: user, NATS_PASSWORD: password } = source;
  return { adminUrl, nats: { url, caFile, user, password } };
}
