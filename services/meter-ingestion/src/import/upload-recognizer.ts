import { ProblemError } from '@greenledger/contracts';
import { type MeterFormat, recognizeFormat } from '@greenledger/meter-formats';
import { csvMappingOf, profilesForCsv } from '../profiles/reading-rules.js';
import type { ProfileChoice, ProfileVersion, SourceProfileStore } from '../profiles/source-profiles.js';
import type { ImportKind } from '@greenledger/contracts';

/** What a file turned out to be, and by which profile it will be read. */
export interface RecognizedFile {
  readonly kind: ImportKind;
  readonly format?: MeterFormat;
  /** The profile that was named, or that alone fits a CSV file; without one the sender in the file picks it. */
  readonly profile?: ProfileVersion;
  readonly profileRevision: number;
  /** Name of the profile of the source: the one above, or in CMEP the one that the first line's sender picks. */
  readonly source?: string;
}

const DOORS: Readonly<Record<ImportKind, string>> = {
  'meter-file': 'This place takes meter files: CMEP, NEM12, NEM13, ESPI XML, and CSV with a source profile that maps its columns.',
  'cis-extract': 'This place takes CIS extracts: CSV, whose first line names the columns (customer_number, …), and ESPI customer XML.',
};

/** Tells by the beginning of an upload whether it may come in at a door, before the rest is received. */
export class UploadRecognizer {
  #found: RecognizedFile | undefined;

  private constructor(
    private readonly door: ImportKind | 'any',
    private readonly chosen: ProfileVersion | undefined,
    private readonly inForce: readonly ProfileVersion[],
    private readonly revision: number,
  ) {}

  /** @param door the kind that may come, or `any`. @throws ProblemError `not-found` for a profile that does not exist. */
  static async prepare(profiles: SourceProfileStore, door: ImportKind | 'any', choice?: ProfileChoice): Promise<UploadRecognizer> {
    const revision = await profiles.revision();
    const [chosen, inForce] = await Promise.all([choice && profiles.choose(choice), profiles.inForce(revision)]);
    return new UploadRecognizer(door, chosen, inForce, revision);
  }

  /** What the file is; ask after `judge` let it in. */
  get found(): RecognizedFile {
    if (!this.#found) throw new Error('the beginning of the file has not been judged');
    return this.#found;
  }

  /** @returns the refusal of a file that is not for this door. */
  judge(beginning: Buffer): ProblemError | undefined {
    const mapping = this.chosen && csvMappingOf(this.chosen);
    const seen = recognizeFormat(beginning, mapping);
    // XML that begins too vaguely to tell may still be what the sender says that it is.
    if (seen.kind === 'cis-extract' || (this.door === 'cis-extract' && seen.kind === 'format' && seen.format === 'espi'))
      return this.#admitExtract(beginning);
    if (seen.kind === 'format') return this.#admitFormat(seen.format, this.chosen, this.#bySender(seen.format, beginning));
    if (seen.kind === 'compressed') {
      const what = seen.compression === 'zip' ? 'an archive inside of something packed: pack it once' : 'packed twice: pack it once';
      return this.#refuse(`The file is ${what}.`);
    }
    const fitting = this.chosen ? [] : profilesForCsv(beginning.toString('utf8'), this.inForce);
    if (fitting.length === 1) return this.#admitFormat('csv', fitting[0]);
    if (fitting.length > 1) {
      return this.#refuse(
        `Several source profiles fit this CSV file: ${fitting.map(({ name }) => name).join(', ')}. Name one: ?profile=….`,
      );
    }
    return this.#refuse(`${seen.detail}.`);
  }

  /** A CSV extract begins with the names of its columns, an ESPI one with a tag. */
  #admitExtract(beginning: Buffer): ProblemError | undefined {
    const isXml = beginning
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart()
      .startsWith('<');
    return this.#admit({ kind: 'cis-extract', profileRevision: this.revision, ...(isXml && { format: 'espi' as const }) });
  }

  /** The profile whose sender the file names: in CMEP that of its first line (each line picks its own), in NEM12 and NEM13 that of the 100 record. */
  #bySender(format: MeterFormat, beginning: Buffer): ProfileVersion | undefined {
    const fields = beginning.toString('latin1').trimStart().split(/\r?\n/, 1)[0]!.split(',');
    const sender = format === 'cmep' ? fields[2] : format === 'nem12' || format === 'nem13' ? fields[3]?.trim() : undefined;
    return sender === undefined ? undefined : this.inForce.find(({ definition }) => definition.sender === sender);
  }

  #admitFormat(format: MeterFormat, named: ProfileVersion | undefined, bySender?: ProfileVersion): ProblemError | undefined {
    const profile = named ?? (format === 'cmep' ? undefined : bySender);
    const source = (named ?? bySender)?.name;
    const only = profile?.definition.format;
    if (only !== undefined && only !== format)
      return this.#refuse(`The file is ${format}, and the profile ${profile!.name} reads ${only} only.`);
    return this.#admit({
      kind: 'meter-file',
      format,
      profileRevision: this.revision,
      ...(profile && { profile }),
      ...(source !== undefined && { source }),
    });
  }

  #admit(file: RecognizedFile): ProblemError | undefined {
    if (this.door !== 'any' && this.door !== file.kind) {
      const what =
        file.kind === 'cis-extract'
          ? 'a CIS extract: send it to /ingest/v1/cis-extracts'
          : 'a meter file: send it to /ingest/v1/meter-files';
      return this.#refuse(`The file is ${what}.`);
    }
    this.#found = file;
    return undefined;
  }

  #refuse(why: string): ProblemError {
    const door = this.door === 'any' ? '' : ` ${DOORS[this.door]}`;
    return new ProblemError('unrecognized-file', `${why}${door} Nothing of it was taken.`);
  }
}
