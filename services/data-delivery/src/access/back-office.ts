import { ProblemError } from '@greenledger/contracts';
import { fits, routeOf } from './espi-routes.js';

/** Resources that ESPI gives to the data custodian's own back office (data_custodian_access_token, upload_access_token). */
const BACK_OFFICE = [
  'ApplicationInformation',
  ...['UsagePoint', 'MeterReading', 'IntervalBlock', 'UsageSummary', 'ElectricPowerUsageSummary', 'ElectricPowerQualitySummary'],
  ...['Customer', 'CustomerAccount', 'CustomerAgreement', 'ServiceLocation', 'ServiceSupplier', 'EndDevice', 'Meter'],
].flatMap((name) => (name === 'ApplicationInformation' ? [name] : [name, `${name}/:id`]));
const UPLOADS = ['Batch/RetailCustomer/:retailCustomer/UsagePoint', 'Batch/RetailCustomer/:retailCustomer/UsagePoint/:usagePoint'];

const IMMUTABLE = 'An authorization is never rewritten: the customer changes it, or revokes it and grants a new one. DELETE revokes it.';
const REGISTERED = 'PUT changes a registration, DELETE withdraws it; a new one is made at the registration endpoint.';
const FROM_METERS = 'What is read here comes from meter and customer files that the utility loads; a third party cannot write it.';

/** Why a request that no handler takes is refused, and the verbs that would do. */
export interface Refusal {
  readonly problem: ProblemError;
  readonly allow?: string;
}

/** @param path below the resource base, without query */
export function refusalOf(method: string, path: string): Refusal {
  const route = routeOf(path);
  const verbs: readonly string[] = route ? ['GET', 'HEAD', ...route.verbs] : [];
  // A path of this form that no handler took, though it has the verb, is none: its id is too long.
  if (route && !verbs.includes(method)) {
    const allow = verbs.join(', ');
    const reason = path.startsWith('Authorization') ? IMMUTABLE : path.startsWith('ApplicationInformation') ? REGISTERED : FROM_METERS;
    return { problem: new ProblemError('method-not-allowed', `${method} is not allowed here, only ${allow}. ${reason}`), allow };
  }
  if ([...BACK_OFFICE, ...UPLOADS].some((pattern) => fits(pattern, path))) {
    const detail = `This resource opens with a data_custodian_access_token, which nobody is given here: use the resources below Subscription, Batch or Authorization. ${FROM_METERS}`;
    return { problem: new ProblemError('forbidden', detail) };
  }
  return { problem: new ProblemError('not-found', 'No ESPI resource has this path: start from the URIs that came with the token.') };
}
