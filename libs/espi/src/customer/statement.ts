import { custElement, custResource } from './customer-element.js';

/** Statement (ESPI 4.0): a bill as a document. @param issuedAt seconds since 1970-01-01 UTC */
export const statementXml = (issuedAt: number): string => custResource('Statement', custElement('issueDateTime', issuedAt));
