import type { AuthorizationView } from '@greenledger/contracts';

/** Whether the company ended it, and the utility may still take that back: the customer may have the last word until then. */
export const isReversible = ({ reversibleUntil }: Pick<AuthorizationView, 'reversibleUntil'>, now = Date.now() / 1000): boolean =>
  reversibleUntil !== undefined && now < reversibleUntil;
