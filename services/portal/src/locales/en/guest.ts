/** Words of the pages for customers without an online account, in English. */
export const enGuest = {
  link: 'I have no online account',
  title: 'Without an online account',
  lead: 'You find these on any bill. We then send a code to the e-mail address that you gave us.',
  accountNumber: 'Account number',
  agreementNumber: 'Service agreement number',
  postcode: 'Postcode of the service address',
  hint: 'Spaces, hyphens and capitals do not matter.',
  submit: 'Send me a code',
  errorHeading: 'No code was sent yet',
  missing: {
    accountNumber: 'Enter your account number',
    agreementNumber: 'Enter your service agreement number',
    postcode: 'Enter the postcode of the service address',
  },
  wait: (seconds: number) =>
    seconds < 90
      ? `Too many attempts. Wait ${seconds} seconds and try again`
      : `Too many attempts. Wait ${Math.ceil(seconds / 60)} minutes and try again`,
  paper: 'You gave us no e-mail address, or nothing helps? Ask us for the paper form; we set the permission up for you.',
  code: {
    title: 'Enter your code',
    lead: 'If what you entered belongs together, a code of six digits is on its way to your e-mail address. It is valid for ten minutes.',
    label: 'Code',
    submit: 'Go on',
    errorHeading: 'That did not work',
    wrong: 'This code does not open anything. Check the newest mail, or ask for another code',
    again: 'Ask for another code',
  },
  displayName: 'Guest',
};
