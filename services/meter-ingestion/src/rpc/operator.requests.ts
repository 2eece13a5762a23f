import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { Acknowledgements } from '../acknowledgement/acknowledgements.js';
import { ImportLedger } from '../import/import-ledger.js';
import { importView } from '../import/import-view.js';
import { profileChoice } from '../profiles/profile-choice.js';
import { ProfileCatalogue } from '../profiles/profile-catalogue.js';
import { Replays } from '../quarantine/replays.js';

const MOST = 200;
const bounded = (limit: number): number => Math.min(MOST, Math.max(1, Math.floor(limit) || MOST));

/** What the operator's pages ask about imports and sources; the portal lets in operators only. */
@Controller()
export class OperatorRequestsController {
  constructor(
    private readonly ledger: ImportLedger,
    private readonly acknowledgements: Acknowledgements,
    private readonly replays: Replays,
    private readonly catalogue: ProfileCatalogue,
  ) {}

  @HandleRequest('meter-ingestion.list-imports')
  async listImports({ limit, before }: RequestOf<'meter-ingestion.list-imports'>): Promise<ReplyOf<'meter-ingestion.list-imports'>> {
    const { imports, next } = await this.ledger.list(bounded(limit), before);
    return { imports: imports.map(importView), next };
  }

  @HandleRequest('meter-ingestion.get-import')
  async getImport({ importId }: RequestOf<'meter-ingestion.get-import'>): Promise<ReplyOf<'meter-ingestion.get-import'>> {
    const record = await this.ledger.get(importId);
    return { import: importView(record), acknowledgement: await this.acknowledgements.of(record) };
  }

  @HandleRequest('meter-ingestion.list-rejects')
  async listRejects({
    importId,
    after,
    limit,
    onlyOpen,
  }: RequestOf<'meter-ingestion.list-rejects'>): Promise<ReplyOf<'meter-ingestion.list-rejects'>> {
    const record = await this.ledger.get(importId);
    const most = bounded(limit);
    const rejects = await this.ledger.rejects(record.id, after, most, onlyOpen);
    return { total: record.rejectedLines, rejects, next: rejects.length === most ? rejects.at(-1)!.position : null };
  }

  @HandleRequest('meter-ingestion.start-replay')
  async startReplay({ importId, profile }: RequestOf<'meter-ingestion.start-replay'>): Promise<ReplyOf<'meter-ingestion.start-replay'>> {
    const { record, isNew } = await this.replays.start(await this.ledger.get(importId), profileChoice(profile ?? undefined));
    return { import: importView(record), isNew };
  }

  @HandleRequest('meter-ingestion.list-source-profiles')
  async listProfiles(): Promise<ReplyOf<'meter-ingestion.list-source-profiles'>> {
    return { profiles: await this.catalogue.list(Date.now()) };
  }

  @HandleRequest('meter-ingestion.list-profile-versions')
  async listVersions({
    name,
  }: RequestOf<'meter-ingestion.list-profile-versions'>): Promise<ReplyOf<'meter-ingestion.list-profile-versions'>> {
    return { versions: await this.catalogue.versions(name) };
  }

  @HandleRequest('meter-ingestion.add-profile-version')
  addVersion({
    name,
    expectedVersion,
    definition,
    draft,
    by,
  }: RequestOf<'meter-ingestion.add-profile-version'>): Promise<ReplyOf<'meter-ingestion.add-profile-version'>> {
    return this.catalogue.add(name, expectedVersion, definition, by, draft);
  }

  @HandleRequest('meter-ingestion.activate-profile-version')
  activateVersion({
    name,
    version,
  }: RequestOf<'meter-ingestion.activate-profile-version'>): Promise<ReplyOf<'meter-ingestion.activate-profile-version'>> {
    return this.catalogue.activate(name, version);
  }
}
