import type { TokenKind } from '@greenledger/contracts';

export interface EspiRoute {
  /** Below the resource base; parts that begin with a colon stand for an id. */
  readonly path: string;
  /** The one kind of token that opens the resource. */
  readonly kind: TokenKind;
  /** Certification (OAD009, RBK004) demands 403 on the batch resources even when there is no token; elsewhere 401 is right. */
  readonly whenMissing: 'unauthenticated' | 'forbidden';
  /** False: the standard names the resource, this data custodian does not offer it; the token is judged all the same. */
  readonly served: boolean;
  /** Verbs beside GET and HEAD. */
  readonly verbs: readonly ('DELETE' | 'PUT')[];
}

interface Options {
  readonly whenMissing?: EspiRoute['whenMissing'];
  readonly served?: boolean;
  readonly verbs?: EspiRoute['verbs'];
}

const route =
  (kind: TokenKind) =>
  <P extends string>(path: P, { whenMissing = 'unauthenticated', served = true, verbs = [] }: Options = {}) =>
    ({ path, kind, whenMissing, served, verbs }) as const;
const access = route('access');
const client = route('client');
const registration = route('registration');

const BATCH = { whenMissing: 'forbidden' } as const;
const CUSTOMER = 'RetailCustomer/:retailCustomer/Customer';
const ACCOUNT = `${CUSTOMER}/:customer/CustomerAccount` as const;
const AGREEMENT = `${ACCOUNT}/:account/CustomerAgreement` as const;
const LOCATION = `${AGREEMENT}/:agreement/ServiceLocation` as const;

/**
 * Every resource of ESPI that a third party reads, with the kind of token that opens it: the guard judges by this table
 * and the certification matrix (OAD006 to OAD010, RBK002 to RBK004) is generated from it.
 */
export const ESPI_ROUTES = [
  client('ReadServiceStatus'),
  client('DownloadSampleData'),
  registration('ApplicationInformation/:id', { verbs: ['PUT', 'DELETE'] }),
  client('Authorization'),
  client('Authorization/:id', { verbs: ['PUT', 'DELETE'] }),
  access('Batch/Subscription/:subscription', BATCH),
  access('Batch/Subscription/:subscription/UsagePoint', BATCH),
  access('Batch/Subscription/:subscription/UsagePoint/:usagePoint', BATCH),
  client('Batch/Bulk/:bulk', BATCH),
  access('LocalTimeParameters'),
  access('LocalTimeParameters/:id'),
  access('ReadingType'),
  access('ReadingType/:id'),
  access('Subscription/:subscription/UsagePoint'),
  access('Subscription/:subscription/UsagePoint/:usagePoint'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/MeterReading'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading/IntervalBlock'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/MeterReading/:meterReading/IntervalBlock/:intervalBlock'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/UsageSummary'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/UsageSummary/:id'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerUsageSummary'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerUsageSummary/:id'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerQualitySummary'),
  access('Subscription/:subscription/UsagePoint/:usagePoint/ElectricPowerQualitySummary/:id'),
  access('Batch/RetailCustomer/:retailCustomer', BATCH),
  client('Batch/BulkRetailCustomerInfo/:bulk', BATCH),
  access(CUSTOMER),
  access(`${CUSTOMER}/:customer`),
  access(ACCOUNT),
  access(`${ACCOUNT}/:account`),
  access(AGREEMENT),
  access(`${AGREEMENT}/:agreement`),
  access(LOCATION),
  access(`${LOCATION}/:location`),
  access(`${LOCATION}/:location/EndDevice`),
  access(`${LOCATION}/:location/EndDevice/:id`),
  access(`${LOCATION}/:location/Meter`),
  access(`${LOCATION}/:location/Meter/:id`),
  access(`${AGREEMENT}/:agreement/ServiceSupplier`),
  access(`${AGREEMENT}/:agreement/ServiceSupplier/:id`),
  access(`${CUSTOMER}/:customer/ProgramDateIdMappings`),
  access(`${CUSTOMER}/:customer/ProgramDateIdMappings/:id`),
  access(`${ACCOUNT}/:account/Statement`),
  access(`${ACCOUNT}/:account/Statement/:id`),
] as const satisfies readonly EspiRoute[];

export type EspiPath = (typeof ESPI_ROUTES)[number]['path'];

/** Names of the standard, for messages. */
export const TOKEN_NAMES: Record<TokenKind, string> = {
  access: 'access_token',
  client: 'client_access_token',
  registration: 'registration_access_token',
};

/** The route whose pattern a path below the resource base fits. */
export function routeOf(path: string): EspiRoute | undefined {
  return ESPI_ROUTES.find((candidate) => fits(candidate.path, path));
}

/** Whether a path has the form of a pattern: part by part, a colon standing for any id. */
export function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]));
}
