import { ProblemError, SANDBOX_CUSTOMER_ID, SANDBOX_USAGE_POINT_IDS } from '@greenledger/contracts';
import type { Consent, Terms, ThirdPartyStatus } from '@greenledger/contracts';
import type { ReleaseRefusal } from './release-coverage.js';

/** Whether an authorization is one of the sandbox; said once, at the grant, and true for ever. */
export const isSandbox = (consent: Pick<Consent, 'method'> | undefined): boolean => consent?.method === 'sandbox';

/**
 * Keeps the sandbox and the customers apart: a sandbox authorization is of the sandbox customer and names sandbox usage points
 * only; another one never names any of these.
 * @throws ProblemError `invalid-body`
 */
export function checkSandbox(sandbox: boolean, customerId: string, terms: Pick<Terms, 'usagePointIds'>): void {
  if (staysApart(sandbox, customerId, terms)) return;
  if (sandbox) {
    throw new ProblemError(
      'invalid-body',
      'a sandbox authorization is of the sandbox customer and its usage points; real data is never in it',
    );
  }
  throw new ProblemError('invalid-body', 'the sandbox customer and its usage points can be shared in the sandbox only');
}

/** Whether customer and usage points belong to the side, sandbox or not, that they are named on. */
export function staysApart(sandbox: boolean, customerId: string, { usagePointIds }: Pick<Terms, 'usagePointIds'>): boolean {
  const inSandbox = usagePointIds.filter((id) => SANDBOX_USAGE_POINT_IDS.includes(id)).length;
  if (sandbox) return customerId === SANDBOX_CUSTOMER_ID && inSandbox === usagePointIds.length;
  return customerId !== SANDBOX_CUSTOMER_ID && inSandbox === 0;
}

/** Sandbox data goes to companies before production, the data of customers to companies in production; never the other way round. */
export function judgeStage(sandbox: boolean, thirdPartyStatus: ThirdPartyStatus): ReleaseRefusal | undefined {
  if (sandbox) {
    if (thirdPartyStatus === 'review') return undefined;
    return {
      code: 'sandbox-only-before-production',
      detail: 'this is an authorization of the sandbox, which ended with the tests; ask a customer for a real one',
    };
  }
  if (thirdPartyStatus === 'production') return undefined;
  return { code: 'third-party-not-in-production', detail: 'the third party is not in production; ask the utility to approve it' };
}
