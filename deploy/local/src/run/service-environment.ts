import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@greenledger/contracts';

/** What the environments of the services are made from. */
export interface EnvironmentSource {
  readonly publicOrigin: string;
  readonly databaseUrl: (service: ServiceName) => string;
  readonly nats: {
    readonly url: string;
    readonly user: (service: ServiceName) => string;
    readonly password: (service: ServiceName) => string;
  };
  /** Private folder of a part below the state directory, made when missing. */
  readonly part: (name: string) => string;
  readonly smtpUrl: string;
  readonly mailUrl: string;
  readonly operatorCredentialsFile: string;
  readonly accountsFile: string;
  /** Further settings of a service, for example the portal's identity provider. */
  readonly more?: Partial<Record<ServiceName, NodeJS.ProcessEnv>>;
}

/** The environment of one service process; only what it needs of this process's own is passed on. */
export function serviceEnvironment(service: ServiceName, source: EnvironmentSource): NodeJS.ProcessEnv {
  const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    PUBLIC_ORIGIN: source.publicOrigin,
    DATABASE_URL: source.databaseUrl(service),
    NATS_URL: source.nats.url,
    NATS_USER: source.nats.user(service),
    NATS_PASSWORD: source.nats.password(service),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    // Servers that were handed to the run may be on another machine: a demo takes them as they are.
    ...((process.env['DATABASE_URL'] ?? process.env['NATS_URL']) && { INSECURE_TRANSPORT: 'true' }),
    ...OWN[service](source),
    ...source.more?.[service],
  };
}

const OWN: Record<ServiceName, (source: EnvironmentSource) => NodeJS.ProcessEnv> = {
  authorization: ({ part }) => ({
    KEYS_DIR: part('authorization/keys'),
    CHECKPOINT_DIR: part('authorization/checkpoints'),
    LOG_ORIGIN: 'greenledger.local/authorization',
    // Companies of the demo listen on this machine.
    OUTBOUND_ALLOW_LOOPBACK: 'true',
  }),
  'meter-ingestion': ({ part, operatorCredentialsFile }) => ({
    RAW_FILE_DIR: part('meter-ingestion/raw-files'),
    OPERATOR_CREDENTIALS_FILE: operatorCredentialsFile,
    TIME_ZONE: 'America/Los_Angeles',
  }),
  'data-delivery': ({ part }) => ({
    PAIRWISE_KEY_FILE: join(part('data-delivery'), 'pairwise.key'),
    UTILITY_NAME: 'Greenfield Power',
    // Benchmarks and fault tests compact more often than a utility would, and serve with several processes.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('COMPACT_') || name === 'FEED_PROCESSES')),
  }),
  notification: ({ smtpUrl }) => ({
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Greenfield Power <no-reply@greenfield.example>',
    // Companies of the demo listen on this machine.
    NOTIFY_ALLOW_LOOPBACK: 'true',
  }),
  portal: ({ accountsFile, mailUrl, part }) => ({
    ACCOUNTS_FILE: accountsFile,
    EVIDENCE_DIR: part('portal/evidence'),
    TOTP_KEY_FILE: join(part('portal'), 'totp.key'),
    DEMO_MAIL_URL: mailUrl,
    UTILITY_NAME: 'Greenfield Power',
  }),
};

/** Leaves a service's environment in a private file, so that programs such as `npm run audit:export` find the running stack by themselves. */
export function writeServiceEnvironment(
  folder: string,
  service: ServiceName,
  source: EnvironmentSource,
  more: Readonly<Record<string, string>> = {},
): void {
  writeFileSync(join(folder, `${service}.json`), JSON.stringify({ ...serviceEnvironment(service, source), ...more }), { mode: 0o600 });
}
