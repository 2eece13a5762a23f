/** Every reason for which a row of a CIS extract is refused; docs/reference/cis-extract.md explains each. */
export const CIS_REASONS = {
  'row-not-valid': 'A row is comma-separated text with as many fields as the header',
  'field-missing': 'The column must not be empty',
  'field-too-long': 'A field has at most 256 characters',
  'unknown-service-kind': 'service_kind is electric, gas or water',
  'date-not-valid': 'A date is YYYY-MM-DD, and exists',
  'dates-reversed': 'The end of a period is after its start',
  'unknown-time-zone': 'time_zone is an IANA zone such as America/Los_Angeles',
  'meter-from-missing': 'A row that names a meter says since when it is installed',
  'meter-number-missing': 'Meter dates belong to a meter number',
  'email-not-valid': 'An e-mail address holds one @ and no space',
  'service-point-changed-kind': 'A service point keeps its kind of service; use another service point number',
  'account-of-another-customer': 'An account number belongs to one customer',
  'agreement-of-another-account': 'An agreement number belongs to one customer, under whatever account number',
  'agreement-overlaps': 'A service point has one holder at a time; end the earlier agreement first',
  'meter-overlaps': 'A meter number is at one service point at a time; give the earlier installation its meter_to',
} as const;
export type CisReason = keyof typeof CIS_REASONS;
