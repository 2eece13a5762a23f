import type { DataSource } from 'typeorm';

/** What is known of an earlier use of a code or refresh token. */
export interface UseOfArtifact {
  readonly grant_id: string | null;
  /** How many refresh tokens of the family came before this one; null for the first. */
  readonly rotations: number | null;
  readonly consumed: boolean;
  /** Null when it was not used yet, or before this was kept. */
  readonly used_seconds_ago: number | null;
}

export interface ReusePeriods {
  readonly codeRepeatSeconds: number;
  readonly refreshRetrySeconds: number;
}

/**
 * When a second use is theft and when it is a network.
 *
 * Code (RFC 6749 section 4.1.2: a second use MUST be refused, and SHOULD end the tokens): always refused; within
 * `codeRepeatSeconds` of the first it is a doubled request and the winner keeps its tokens, later it ends them.
 *
 * Refresh token (RFC 9700 section 4.14.2): the answer may be lost on the way, so it may be sent again for
 * `refreshRetrySeconds`, as long as no successor was used: a used successor proves that an answer arrived. Any other
 * second use ends the family, and so does the use of a second successor of the same token.
 */
export class TokenReuse {
  constructor(
    private readonly dataSource: DataSource,
    private readonly periods: ReusePeriods,
  ) {}

  /** Whether presenting it now ends the tokens of its grant. */
  async countsAsUsed(model: string, use: UseOfArtifact): Promise<boolean> {
    if (model === 'RefreshToken') {
      if (use.consumed) return !(await this.mayRepeat(model, use));
      return this.siblingUsed(use, 0);
    }
    if (model === 'AuthorizationCode') return use.consumed && !within(use, this.periods.codeRepeatSeconds);
    return use.consumed;
  }

  /** Whether a used refresh token may be exchanged once more. */
  async mayRepeat(model: string, use: UseOfArtifact): Promise<boolean> {
    if (model !== 'RefreshToken' || !within(use, this.periods.refreshRetrySeconds)) return false;
    return !(await this.siblingUsed(use, 1));
  }

  /** Whether a refresh token of the family, `later` rotations on from this one, was used. */
  private async siblingUsed({ grant_id, rotations }: UseOfArtifact, later: 0 | 1): Promise<boolean> {
    const [used] = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM oauth_artifact WHERE model = 'RefreshToken' AND grant_id = $1 AND consumed_at IS NOT NULL
         AND coalesce((payload->>'rotations')::int, 0) = $2`,
      [grant_id, (rotations ?? 0) + later],
    );
    return used !== undefined;
  }
}

const within = ({ used_seconds_ago }: UseOfArtifact, seconds: number): boolean => used_seconds_ago !== null && used_seconds_ago < seconds;
