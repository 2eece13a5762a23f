/** What a quality method says of its values, as ESPI QualityOfReading; `hasValue: false` means the value is not to be used. */
export interface NemQuality {
  readonly quality: number;
  readonly hasValue: boolean;
}

const FORM = /^([AEFNS])(\d{2})?$/;
const VALIDATED = 17;
const ESTIMATED = 8;
const LINEAR_INTERPOLATION = 9;
/** The standard has no code for a missing value: "a characteristic other than those defined". */
const OTHER = 16;
/** Method 17 of the metrology procedure. */
const LINEAR = '17';

/** The day is explained by its 400 records. */
export const VARIES = 'V';

/** A quality method such as `A`, `E52` or `N`. @returns undefined for anything else, `V` too. */
export function qualityOfMethod(text: string): NemQuality | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  switch (match[1]) {
    case 'A':
      return { quality: VALIDATED, hasValue: true };
    case 'N':
      return { quality: OTHER, hasValue: false };
    default:
      return { quality: match[2] === LINEAR ? LINEAR_INTERPOLATION : ESTIMATED, hasValue: true };
  }
}
