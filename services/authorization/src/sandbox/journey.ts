import { SANDBOX_STEPS, type SandboxRequestView, type SandboxStep } from '@greenledger/contracts';

/** A step that a company's software must be seen doing; revoking is up to it. */
export interface JourneyStep {
  readonly step: Exclude<SandboxStep, 'revoke'>;
  /** The request of this journey that was answered well. */
  readonly done?: SandboxRequestView;
  /** Absent that, the newest one that was refused. */
  readonly refused?: SandboxRequestView;
}

const NEEDED = SANDBOX_STEPS.filter((step) => step !== 'revoke');

/**
 * The furthest that the company's software got with one consent of the sandbox customer: each step with the request that did it,
 * or the newest refusal. Of journeys that got equally far the newest counts.
 * @param requests newest first
 */
export function journeyOf(requests: readonly SandboxRequestView[]): readonly JourneyStep[] {
  const own = requests.filter(({ madeBy }) => madeBy === 'company');
  const consents = own.filter(({ step }) => step === 'consent');
  const journeys = [...consents.map((consent) => journeyWith(own, consent)), journeyWith(own, undefined)];
  const length = (journey: readonly JourneyStep[]): number => journey.filter(({ done }) => done).length;
  return journeys.reduce((best, journey) => (length(journey) > length(best) ? journey : best));
}

function journeyWith(own: readonly SandboxRequestView[], consent: SandboxRequestView | undefined): JourneyStep[] {
  return NEEDED.map((step) => {
    const candidates = own.filter((request) => request.step === step);
    const done = candidates.find((request) => request.refusal === null && partOf(request, consent));
    const refused = candidates.find(({ refusal }) => refusal !== null);
    return done ? { step, done } : { step, ...(refused && { refused }) };
  });
}

/** An authorize request knows no authorization yet: the last one before the consent is its beginning. */
function partOf({ step, at, authorizationId }: SandboxRequestView, consent: SandboxRequestView | undefined): boolean {
  if (step === 'authorize') return consent === undefined || at <= consent.at;
  return consent !== undefined && authorizationId === consent.authorizationId;
}

/** Whether everything that is asked for was seen. */
export const isComplete = (journey: readonly JourneyStep[]): boolean => journey.every(({ done }) => done !== undefined);
