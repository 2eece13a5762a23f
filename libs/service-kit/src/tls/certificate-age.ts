const DAY = 86_400_000;

/** Days before the end of a certificate from which on it is told (SEC-005). */
export const WARNING_DAYS = 30;

export interface CertificateAge {
  readonly state: 'good' | 'ending' | 'ended';
  /** Whole days that are left; 0 when it has ended. */
  readonly days: number;
}

/** How a certificate stands at a time. */
export function certificateAge(notAfter: Date, now: Date): CertificateAge {
  const left = notAfter.getTime() - now.getTime();
  const days = Math.max(0, Math.floor(left / DAY));
  return { state: left <= 0 ? 'ended' : left <= WARNING_DAYS * DAY ? 'ending' : 'good', days };
}
