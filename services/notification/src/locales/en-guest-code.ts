/** Words of the mail with the code for customers without an online account, in English. */
export const enGuestCode = {
  subject: 'Your code for Share My Data',
  greeting: (name: string) => `Hello ${name},`,
  code: (code: string, minutes: number) => `Your code is ${code}. It is valid for ${minutes} minutes and works once.`,
  notYou: 'If you did not ask for it, you need do nothing: without the code nobody gets in. We never ask for it by phone.',
};
