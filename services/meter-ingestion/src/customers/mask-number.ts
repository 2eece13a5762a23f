const SHOWN = 4;

/** Shows the last four characters of an account or agreement number; a short one shows half of it. */
export function maskNumber(number: string): string {
  const shown = Math.min(SHOWN, Math.floor(number.length / 2));
  return `••••${shown === 0 ? '' : number.slice(-shown)}`;
}
