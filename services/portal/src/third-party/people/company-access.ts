import { ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { CompanyRole, Identity } from '../../session/accounts.js';
import { SignInNeeded, visitorOf } from '../../session/visitor.js';

const RANK: Record<CompanyRole, number> = { readOnly: 0, developer: 1, owner: 2 };

/**
 * The signed-in person of a company.
 * @param least the role that the action needs
 * @throws SignInNeeded when nobody of a company is signed in; ProblemError `forbidden` for a lesser role
 */
export function companyOf(request: FastifyRequest, least: CompanyRole = 'readOnly'): NonNullable<Identity['company']> {
  const company = visitorOf(request).account?.company;
  if (!company) throw new SignInNeeded('/third-party/sign-in');
  if (mayAct(company.role, least)) return company;
  throw new ProblemError(
    'forbidden',
    `Your role allows you to look, not to do this. An ${least === 'owner' ? 'owner' : 'owner or developer'} of your company can.`,
  );
}

export const mayAct = (role: CompanyRole, least: CompanyRole): boolean => RANK[role] >= RANK[least];

/** @throws SignInNeeded, or ProblemError `forbidden` for an account that is no operator's */
export function operatorOf(request: FastifyRequest): Identity {
  const { account } = visitorOf(request);
  if (!account) throw new SignInNeeded();
  if (account.role === 'operator') return account;
  throw new ProblemError('forbidden', 'This page is for operators of the utility. Sign out, and sign in with an operator’s account.');
}
