import type { LifecycleMailKind } from '../projections/lifecycle-mail.js';

type PerKind = Record<LifecycleMailKind, (company: string) => string>;

/** Words of the mails that no action of the customer leads to, in English. */
export const enLifecycle = {
  subject: {
    expired: (company) => `Your permission for ${company} has ended`,
    unused: (company) => `Your permission for ${company} has ended because it was not used`,
    oneTimeReleased: (company) => `${company} has received your data`,
    holdingChanged: (company) => `A service that you share with ${company} has changed hands`,
    account: (company) => `New account number for a service that you share with ${company}`,
    agreement: (company) => `New agreement number for a service that you share with ${company}`,
    meter: (company) => `New meter for a service that you share with ${company}`,
    ending: (company) => `Your permission for ${company} ends soon`,
    yearly: (company) => `You still share energy data with ${company}`,
    reinstated: (company) => `Your permission for ${company} is in force again`,
  } satisfies PerKind,
  opening: {
    expired: (company) => `The permission you gave ${company} has reached its end. No more data will be sent.`,
    unused: (company) => `${company} has not fetched your data for a long time, so the permission has ended. No more data will be sent.`,
    oneTimeReleased: (company) =>
      `${company} has received the data that you shared once. The permission ends now; until the time below the company can repeat a broken transfer.`,
    holdingChanged: (company) =>
      `The time in which a service is yours has changed, for example because you moved. ${company} gets data of this service only from your own time there, and never data of anyone else.`,
    account: (company) => `The account of a service that you share with ${company} has a new number. Your permission goes on unchanged.`,
    agreement: (company) =>
      `The agreement of a service that you share with ${company} has a new number. Your permission goes on unchanged.`,
    meter: (company) => `The meter of a service that you share with ${company} was exchanged. Your permission goes on unchanged.`,
    ending: (company) => `The permission you gave ${company} ends soon. You need do nothing, unless you want to extend it.`,
    yearly: (company) => `Once a year we remind you of what you share. You gave ${company} permission to receive your data.`,
    reinstated: (company) =>
      `${company} had given up the permission that you gave it, and we have undone that. Your permission is in force again with the terms that you agreed to, and ${company} can receive your data.`,
  } satisfies PerKind,
  ownTime: 'The service is yours',
  never: 'at no time',
  from: (start: string) => `from ${start}`,
  fromTo: (start: string, end: string) => `from ${start} to ${end}`,
  wanted: 'If you no longer want this, end the permission at any time.',
};
