/** Path of the explanations of refused requests, below the public origin; they are of this service and not of ESPI. */
export const REFUSAL_PATH = 'DataCustodian/refusals';

export const refusalUri = (origin: string, id: string): string => `${origin}/${REFUSAL_PATH}/${id}`;
