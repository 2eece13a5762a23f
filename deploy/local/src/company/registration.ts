/** The ESPI scope that the demo company asks for: 13 months of 15-minute, hourly and daily use. */
export const COMPANY_SCOPE = 'FB=1_3_4_5_10_13_31_37_39;IntervalDuration=900_3600_86400;BlockDuration=daily;HistoryLength=34128000';

/** Where the company listens; the registered URIs must match what it does to the character. */
export const companyUrl = (port: number): string => `http://127.0.0.1:${port}`;
export const redirectUri = (port: number): string => `${companyUrl(port)}/callback`;
export const notifyUri = (port: number): string => `${companyUrl(port)}/notify`;

/** What the company states when it registers: the file that `register-third-party --file` takes. */
export function companyRegistration(port: number): object {
  return {
    name: 'Sunny Savings',
    purpose: 'We compare your use with tariffs and tell you which one would be cheaper.',
    clientUri: companyUrl(port),
    policyUri: `${companyUrl(port)}/privacy`,
    tosUri: `${companyUrl(port)}/terms`,
    redirectUris: [redirectUri(port)],
    notifyUri: notifyUri(port),
    scopes: [COMPANY_SCOPE],
    softwareId: 'sunny-savings',
    softwareVersion: '1.0',
  };
}
