import { readFile } from 'node:fs/promises';

export type Role = 'customer' | 'operator' | 'company';
/** What a person of a company may do: everything, technical things, or look. */
export type CompanyRole = 'owner' | 'developer' | 'readOnly';

/** Who somebody is, however they signed in. */
export interface Identity {
  readonly userName: string;
  /** Present for customers. */
  readonly customerNumber?: string;
  /** In place of the number: the pseudonymous id of a customer who came without an online account. */
  readonly customerId?: string;
  readonly displayName: string;
  readonly role: Role;
  /** Present for people of companies; such accounts are in the database, not in the file. */
  readonly company?: { readonly personId: string; readonly thirdPartyId: string; readonly role: CompanyRole };
}

/** One who may sign in here, with a password. */
export interface Account extends Identity {
  /** `scrypt$N$r$p$salt_base64$hash_base64` */
  readonly passwordHash: string;
}

/** All accounts, read once at start. */
export class Accounts {
  readonly #byUserName: ReadonlyMap<string, Account>;

  constructor(accounts: readonly Account[]) {
    this.#byUserName = new Map(accounts.map((account) => [account.userName.toLowerCase(), account]));
  }

  /** @throws Error that names the file and the entry at fault. */
  static async read(file: string): Promise<Accounts> {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!Array.isArray(content)) throw new Error(`ACCOUNTS_FILE ${file}: a JSON array of accounts is expected`);
    content.forEach((entry, index) => {
      if (!isAccount(entry)) {
        throw new Error(
          `ACCOUNTS_FILE ${file}: entry ${index} needs userName, passwordHash (scrypt$N$r$p$salt$hash), displayName and role customer or operator`,
        );
      }
    });
    return new Accounts(content as Account[]);
  }

  find(userName: string): Account | undefined {
    return this.#byUserName.get(userName.toLowerCase());
  }
}

function isAccount(entry: unknown): entry is Account {
  const { userName, passwordHash, displayName, role, customerNumber } = (entry ?? {}) as Record<string, unknown>;
  return (
    typeof userName === 'string' &&
    typeof passwordHash === 'string' &&
    passwordHash.startsWith('scrypt$') &&
    typeof displayName === 'string' &&
    (role === 'customer' || role === 'operator') &&
    (customerNumber === undefined || typeof customerNumber === 'string')
  );
}
