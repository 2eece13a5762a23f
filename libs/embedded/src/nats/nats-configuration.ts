/** A user of the server with the subjects it may use; no list means none. */
export interface NatsUser {
  readonly user: string;
  readonly password: string;
  /** Without permissions the user may do everything (an administrator of a test). */
  readonly permissions?: {
    readonly publish: readonly string[];
    readonly subscribe: readonly string[];
    /** May answer to the reply subject of a request it received. */
    readonly allowResponses?: boolean;
  };
}

/** A configuration file of nats-server, feature level 2.9: loopback only, JetStream on, one user per service. */
export function natsConfiguration(options: {
  port: number;
  storeDirectory: string;
  users: readonly NatsUser[];
  tls?: { certificateFile: string; keyFile: string } | undefined;
}): string {
  // Grants and releases name each usage point, and a large customer has thousands. Messages that hold many things stay far below 1 MB.
  return `listen: "127.0.0.1:${options.port}"
max_payload: 8MB
jetstream {
  store_dir: ${text(options.storeDirectory)}
  max_memory_store: 64MB
  max_file_store: 16GB
}
authorization {
  users: [
${options.users.map(userEntry).join('\n')}
  ]
}${options.tls ? `\ntls { cert_file: ${text(options.tls.certificateFile)}, key_file: ${text(options.tls.keyFile)} }` : ''}
`;
}

function userEntry({ user, password, permissions }: NatsUser): string {
  const rights = permissions && `, permissions: { ${permissionEntries(permissions).join(', ')} }`;
  return `    { user: ${text(user)}, password: ${text(password)}${rights ?? ''} }`;
}

function permissionEntries(permissions: NonNullable<NatsUser['permissions']>): string[] {
  // An empty allow list would allow everything, so it is written as a denial.
  const list = (subjects: readonly string[]): string =>
    subjects.length === 0 ? '{ deny: [">"] }' : `{ allow: [${subjects.map(text).join(', ')}] }`;
  const entries = [`publish: ${list(permissions.publish)}`, `subscribe: ${list(permissions.subscribe)}`];
  if (permissions.allowResponses) entries.push('allow_responses: true');
  return entries;
}

/** A quoted string of the configuration language, whose escapes are those of JSON for the characters used here. */
const text = (value: string): string => JSON.stringify(value);
