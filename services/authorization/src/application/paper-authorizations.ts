import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, type PaperAuthorization, type PaperView, type RequestOf, type ThirdPartyView } from '@greenledger/contracts';
import { uuidV5 } from '@greenledger/event-store';
import { DataSource, type EntityManager } from 'typeorm';
import { historyLengthOf, grantedScope } from '../oauth/espi-scopes.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { Authorizations } from './authorizations.js';
import { HeldServices } from './held-services.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Namespace of the authorization ids made from paper ids: UUID v5 of the DNS name `paper.greenledger.invalid`. */
const NAMESPACE = '8e63acbf-12bd-593b-9057-a2576dd0f41b';
const LONGEST_REASON = 500;

const SELECT = `SELECT p.paper_id AS "paperId", p.third_party_id AS "thirdPartyId", coalesce(t.facts->>'name', '') AS "thirdPartyName",
  p.customer_id AS "customerId", p.choice, p.reason, p.evidence_digest AS "evidenceDigest", p.entered_by AS "enteredBy",
  to_char(p.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "enteredAt", p.state, p.decided_by AS "decidedBy",
  to_char(p.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "decidedAt", p.authorization_id AS "authorizationId"
  FROM paper_authorization p LEFT JOIN third_party_view t USING (third_party_id)`;

/** Authorizations on paper (mission M-16): one operator enters the form with its scan, a second one approves. */
@Injectable()
export class PaperAuthorizations {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(HeldServices) private readonly held: HeldServices,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly thirdParties: ThirdPartyViews,
  ) {}

  /** Entered twice with the same id, it is there once. @throws ProblemError `invalid-body`, `not-found`, `usage-point-not-held` */
  async enter(paper: PaperAuthorization): Promise<{ paperId: string }> {
    const { paperId, thirdPartyId, customerId, choice, reason, evidenceDigest, enteredBy } = paper;
    const refuse = (detail: string): never => {
      throw new ProblemError('invalid-body', detail);
    };
    if (!UUID.test(paperId)) refuse('paperId must be a UUID in lower case; reload the form');
    if (!/^[0-9a-f]{64}$/.test(evidenceDigest)) refuse('the scan of the form is missing; add it');
    if (reason.trim() === '' || reason.length > LONGEST_REASON) refuse(`say why in 1 to ${LONGEST_REASON} characters`);
    if (choice.dataSets.length === 0) refuse('at least one data set must be chosen');
    if (choice.usagePointIds.length === 0) refuse('at least one service must be chosen');
    const { scope } = await this.company(thirdPartyId);
    if (choice.historyLength > historyLengthOf(scope)) refuse('more history was chosen than the company asks for; choose less');
    await this.held.holdings(customerId, choice.usagePointIds);
    await this.dataSource.query(
      `INSERT INTO paper_authorization (paper_id, third_party_id, customer_id, choice, reason, evidence_digest, entered_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (paper_id) DO NOTHING`,
      [paperId, thirdPartyId, customerId, JSON.stringify(choice), reason.trim(), evidenceDigest, enteredBy],
    );
    return { paperId };
  }

  /** The waiting ones first, then the newest. */
  async list(): Promise<PaperView[]> {
    await this.readModels.catchUp();
    return this.dataSource.query(`${SELECT} ORDER BY p.state <> 'waiting', p.entered_at DESC LIMIT 200`);
  }

  /**
   * Approves or declines; an approval is an authorization when it answers. The same decision again changes nothing.
   * @throws ProblemError `not-found`, `forbidden` for the one who entered it, `conflict` when it was decided otherwise
   */
  decide({ paperId, decision, decidedBy }: RequestOf<'authorization.decide-paper'>): Promise<PaperView> {
    return this.dataSource.transaction(async (manager) => {
      const paper = await this.locked(manager, paperId);
      if (paper.enteredBy === decidedBy) {
        throw new ProblemError('forbidden', 'who entered a paper form cannot decide on it; a second operator must');
      }
      if (paper.state === decision) return paper;
      if (paper.state !== 'waiting') throw new ProblemError('conflict', `the paper form was ${paper.state} already; enter a new one`);
      const authorizationId = decision === 'approved' ? await this.grant(paper, decidedBy) : null;
      await manager.query(
        'UPDATE paper_authorization SET state = $2, decided_by = $3, decided_at = now(), authorization_id = $4 WHERE paper_id = $1',
        [paperId, decision, decidedBy, authorizationId],
      );
      return this.locked(manager, paperId);
    });
  }

  /** Safe to repeat: the id follows from the paper, so a fall before the state is written grants nothing twice. */
  private async grant(paper: PaperView, approvedBy: string): Promise<string> {
    const { thirdPartyId, customerId, choice, evidenceDigest, enteredBy } = paper;
    const { thirdParty, scope } = await this.company(thirdPartyId);
    const authorizationId = uuidV5(paper.paperId, NAMESPACE);
    await this.authorizations.grant({
      authorizationId,
      thirdPartyId,
      customerId,
      choice,
      scope: grantedScope(scope, choice),
      purpose: thirdParty.purpose,
      // The text that the customer agreed to is the form itself.
      consent: { textDigest: evidenceDigest, locale: 'en', method: 'offlineForm', evidenceDigest, operators: [enteredBy, approvedBy] },
    });
    return authorizationId;
  }

  private async company(thirdPartyId: string): Promise<{ thirdParty: ThirdPartyView; scope: string }> {
    await this.readModels.catchUp();
    const thirdParty = await this.thirdParties.findBy('thirdPartyId', thirdPartyId);
    const scope = thirdParty?.scopes[0];
    if (thirdParty?.status !== 'production' || scope === undefined) {
      throw new ProblemError('not-found', 'the company cannot receive data at present; choose another one');
    }
    return { thirdParty, scope };
  }

  private async locked(manager: EntityManager, paperId: string): Promise<PaperView> {
    const [paper] = await manager.query<PaperView[]>(`${SELECT} WHERE p.paper_id::text = $1 FOR UPDATE OF p`, [paperId]);
    if (!paper) throw new ProblemError('not-found', 'there is no such paper form');
    return paper;
  }
}
