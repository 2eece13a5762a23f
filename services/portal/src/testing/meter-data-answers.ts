import {
  ProblemError,
  type Acknowledgement,
  type CompanyReport,
  type ExpectedService,
  type FoundById,
  type ImportView,
  type NotedLine,
  type ProfileView,
  type RefusedLine,
} from '@greenledger/contracts';
import type { Responder } from '@greenledger/testing';

export const IMPORT_ID = 'd0000000-0000-4000-8000-000000000001';

/** What the stand-in of meter-ingestion holds for operators; tests change it. */
export interface MeterDataWorld {
  imports: ImportView[];
  rejects: RefusedLine[];
  notes: NotedLine[];
  versions: ProfileView[];
  expected: ExpectedService[];
  found: FoundById[];
  reports: CompanyReport[];
}

export const importView = (changes: Partial<ImportView> = {}): ImportView => ({
  importId: IMPORT_ID,
  kind: 'meter-file',
  fileName: 'nightly-2026-06-01.cmep',
  sha256: 'a'.repeat(64),
  deliveredSha256: 'a'.repeat(64),
  packing: 'none',
  format: 'cmep',
  profile: { name: 'radio', version: 2 },
  replayOf: null,
  sizeBytes: 1_234_567,
  state: 'stored',
  receivedAt: '2026-06-01T10:00:00Z',
  finishedAt: '2026-06-01T10:00:09Z',
  progress: { readBytes: 1_234_567, contentBytes: 1_234_567 },
  lines: { accepted: 1200, rejected: 3, noted: 1 },
  readings: 28_800,
  batches: 12,
  usagePointsChanged: 1200,
  stored: { added: 28_000, corrected: 500, duplicate: 299, superseded: 1 },
  refusal: null,
  notes: ['1 line says a unit in words that the profile maps.'],
  ...changes,
});

export const refusedLine = (position: number, resolvedBy: string | null = null): RefusedLine => ({
  position,
  line: position + 10,
  field: 'meterNumber',
  value: 'LATE "7"',
  code: 'unknown-meter',
  text: 'No service had this meter at the time of the readings.',
  raw: `MEPMD01,…,"LATE",${position}`,
  resolvedBy,
});

export const notedLine = (position: number): NotedLine => ({
  position,
  line: position + 20,
  kind: 'equipment',
  text: 'Equipment of E-1: set meter. Kept, not published: which meter is where comes from the CIS extract',
  data: { installed: '2026-05-01' },
  raw: 'MEPEC01,…',
});

export const profileView = (version: number, changes: Partial<ProfileView> = {}): ProfileView => ({
  name: 'radio',
  version,
  revision: version,
  definition: { sender: 'RADIO', timeZone: 'America/Los_Angeles' },
  inForce: false,
  createdAt: '2026-05-01T10:00:00Z',
  createdBy: 'op-1',
  ...changes,
});

export const meterDataWorld = (): MeterDataWorld => ({
  imports: [importView()],
  rejects: [1, 2, 3].map((position) => refusedLine(position)),
  notes: [notedLine(1)],
  versions: [profileView(2, { inForce: true }), profileView(1)],
  expected: [],
  found: [],
  reports: [],
});

function acknowledgementOf(view: ImportView, rejects: readonly RefusedLine[]): Acknowledgement {
  const { progress: _progress, batches: _batches, ...rest } = view;
  const [first] = rejects;
  return {
    ...rest,
    acknowledgement: 1,
    final: view.state === 'stored',
    accepted: view.lines.accepted > 0,
    reasons: first ? [{ code: first.code, lines: rejects.length, firstLine: first.line, text: first.text }] : [],
    quarantine: { open: rejects.length, replayed: 0, replayOffered: true, meterKnownNow: 2, replays: [] },
    links: { import: '', rejects: '' },
  };
}

/** Stands in for meter-ingestion's answers to operators. */
export function meterDataAnswers(world: MeterDataWorld): Parameters<typeof Responder.start>[1] {
  const importOf = (importId: string): ImportView => {
    const found = world.imports.find((one) => one.importId === importId);
    if (!found) throw new ProblemError('not-found', 'There is no such import.');
    return found;
  };
  return {
    'meter-ingestion.list-imports': ({ limit, before }) => {
      const from = before === undefined ? 0 : world.imports.indexOf(importOf(before)) + 1;
      const imports = world.imports.slice(from, from + limit);
      return { imports, next: world.imports.length > from + limit ? imports.at(-1)!.importId : null };
    },
    'meter-ingestion.list-import-notes': ({ importId, after, limit }) => {
      importOf(importId);
      const notes = world.notes.filter(({ position }) => position > after).slice(0, limit);
      return { total: world.notes.length, notes, next: notes.length === limit ? notes.at(-1)!.position : null };
    },
    'meter-ingestion.get-import': ({ importId }) => {
      const view = importOf(importId);
      return { import: view, acknowledgement: acknowledgementOf(view, world.rejects) };
    },
    'meter-ingestion.list-rejects': ({ importId, after, limit }) => {
      importOf(importId);
      const rejects = world.rejects.filter(({ position }) => position > after).slice(0, limit);
      return { total: world.rejects.length, rejects, next: rejects.length === limit ? rejects.at(-1)!.position : null };
    },
    'meter-ingestion.start-replay': ({ importId }) => {
      if (world.rejects.length === 0) throw new ProblemError('conflict', 'Nothing to replay.');
      const replay = importView({ importId: 'd0000000-0000-4000-8000-000000000002', replayOf: importId, state: 'received' });
      world.imports.unshift(replay);
      return { import: replay, isNew: true };
    },
    'meter-ingestion.list-source-profiles': () => ({
      profiles: world.versions.filter(({ inForce }) => inForce).map((one) => ({ ...one, newestFileAt: null, overdue: true })),
    }),
    'meter-ingestion.list-profile-versions': ({ name }) => {
      const versions = world.versions.filter((one) => one.name === name);
      if (versions.length === 0) throw new ProblemError('not-found', 'There is no such profile.');
      return { versions };
    },
    'meter-ingestion.add-profile-version': ({ name, expectedVersion, definition, draft, by }) => {
      if ('colour' in definition) {
        const faults = ['colour is no member of a source profile', 'multiplier must be a positive decimal as text'];
        throw new ProblemError('invalid-body', faults.join('; '), { faults });
      }
      if (world.versions.some((one) => one.name === name && one.version > expectedVersion)) {
        throw new ProblemError('conflict', 'The newest version is another one. Read it again, and add yours to it.');
      }
      const added = profileView(expectedVersion + 1, {
        name,
        definition,
        createdBy: by,
        inForce: !draft,
        ...(draft && { revision: null }),
      });
      world.versions.unshift(added);
      return added;
    },
    'meter-ingestion.activate-profile-version': ({ name, version }) => {
      world.versions = world.versions.map((one) => (one.name === name ? { ...one, inForce: one.version === version } : one));
      return world.versions.find((one) => one.name === name && one.version === version)!;
    },
    'meter-ingestion.list-expected': ({ after, limit, onlyIncomplete }) => {
      const rows = world.expected.filter(({ servicePointNumber }) => servicePointNumber > after).slice(0, limit);
      return {
        services: onlyIncomplete ? rows.filter(({ state }) => state !== 'complete') : rows,
        next: rows.length === limit ? rows.at(-1)!.servicePointNumber : null,
      };
    },
    'meter-ingestion.find-by-id': ({ id }) => ({
      found: world.found.filter(({ servicePointNumber, importId }) => [servicePointNumber, importId].includes(id)),
    }),
    'meter-ingestion.issue-upload-ticket': ({ by }) => ({ ticket: `ticket-of-${by}`, expiresAt: '2026-06-01T10:01:00Z' }),
  };
}

/** Stands in for authorization's reports about companies. */
export function companyReportAnswers(world: MeterDataWorld): Parameters<typeof Responder.start>[1] {
  return {
    'authorization.list-company-reports': () => ({ reports: world.reports }),
    'authorization.close-company-report': ({ reportId }) => {
      if (!world.reports.some((one) => one.reportId === reportId)) throw new ProblemError('not-found', 'There is no such report.');
      world.reports = world.reports.map((one) => (one.reportId === reportId ? { ...one, state: 'closed' as const } : one));
      return {};
    },
  };
}
