/** The form of customer ids, of authorizations and so of the subjects of tokens. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The client_id of a new company: of another form than any id of a customer (RFC 9700 section 4.15). @param uuid random */
export const newClientId = (uuid: string): string => `client-${uuid}`;

/** Whether a client could be taken for a customer or for an authorization by whoever sees its id as a subject. */
export const looksLikeCustomer = (clientId: string): boolean => UUID.test(clientId);
