/** The words of starting from one's own account. */
export const enShare = {
  navigation: 'Share with a company',
  title: 'Share with a company',
  lead: 'The companies that may ask for data here. Each was checked before it was let in.',
  search: 'Search by name or purpose',
  apply: 'Search',
  found: (count: number, all: number) => (count === all ? (all === 1 ? '1 company' : `${all} companies`) : `${count} of ${all} companies`),
  none: 'No company fits. Try another word, or leave the search empty.',
  asksFor: 'Asks for',
  choose: (company: string) => `Share with ${company}`,
  already: (company: string) => `You share with ${company} already. You can change that permission instead of giving a second one.`,
  change: 'Change the permission',
  portalFirst: (company: string) => `${company} would like you to begin on its own site. You come back here to agree.`,
  portalGo: (company: string) => `Begin at ${company}`,
  portalNot: 'Or go on here: the company is told, and finds your data with its own access.',
};
