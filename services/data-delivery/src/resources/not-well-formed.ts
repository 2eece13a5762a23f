import { ProblemError } from '@greenledger/contracts';

/** The answer to a body that is no XML. @param error of the parser, which may end its sentence or not */
export const notWellFormed = ({ message }: Error): ProblemError =>
  new ProblemError('invalid-body', `The body is not well-formed XML: ${message.slice(0, 200).replace(/\.$/, '')}.`);
