/** The words of "I do not know this company". */
export const enReport = {
  link: 'I do not know this company',
  title: (company: string) => `You do not know ${company}?`,
  lead: 'Tell us. We look into every report: who the company is, and how it came to have a permission.',
  note: 'What makes you doubt? (you may leave this empty)',
  noteHint: 'Do not write passwords or account numbers.',
  tooLong: 'Shorten your words to 2,000 characters',
  alsoEnd: 'End the permission as well, at once',
  submit: 'Report',
  cancel: 'Back',
  errorHeading: 'Please correct the following',
};
