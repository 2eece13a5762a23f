/** Words of the page with personal tokens, in English. */
export const enMyToken = {
  title: 'Read my data with a program',
  lead: 'For your own program, spreadsheet or home controller: a token reads the energy use of your services, and nothing else. No company, no password.',
  consent:
    'I want a token that reads the energy use of all my present and former services, up to three years back and for one year from now. Whoever has the token can read this data. I can end it at any time.',
  label: 'What is it for?',
  labelDefault: 'My program',
  labelHint: 'For example: home controller in the cellar.',
  create: 'Create a token',
  errorHeading: 'No token was created',
  labelMissing: 'Name it in 1 to 60 characters, so that you know later which one to end',
  tooMany: 'You have ten tokens. End one that you do not use any more',
  noServices: 'We have no service on record under your name, so there is nothing to read.',
  staff: 'This account belongs to the utility’s staff and has no data of its own.',
  created: {
    title: 'Copy your token now',
    lead: 'It is shown this one time only. We keep no copy that could be read.',
    token: 'Token',
    address: 'Address to read from',
    example: 'Try it',
    done: 'I have copied it',
  },
  list: {
    heading: 'My tokens',
    none: 'You have no token.',
    columns: { label: 'For', created: 'Created', used: 'Last used', ends: 'Ends', end: 'End it' },
    never: 'never',
    ended: 'Ended',
    end: 'End',
    endNamed: (label: string) => `End the token: ${label}`,
  },
  welcome: 'Read my data with a program of my own',
};
