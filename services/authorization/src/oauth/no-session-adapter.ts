import type { Adapter } from 'oidc-provider';

/** Sign-in and sessions belong to the portal: here every authorize request is a fresh one, and no session is kept. */
export class NoSessionAdapter implements Adapter {
  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async find(): Promise<undefined> {
    return undefined;
  }
  async findByUid(): Promise<undefined> {
    return undefined;
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async revokeByGrantId(): Promise<void> {}
}
