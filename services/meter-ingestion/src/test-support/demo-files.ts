const COLUMNS =
  'customer_number,customer_name,email,locale,account_number,agreement_number,service_kind,service_from,service_to,service_point_number,address,postcode,time_zone,tariff,meter_number,meter_from,meter_to';

/** A CIS extract with one electric service per meter. */
export function extractOf(meters: readonly string[], since = '2020-01-01'): string {
  const rows = meters.map(
    (meter, i) =>
      `C${i},Customer ${i},c${i}@example.org,en,A${i},G${i},electric,${since},,SP${i},${i} Elm Street,95014,America/Los_Angeles,E-1,${meter},${since},`,
  );
  return [COLUMNS, ...rows, ''].join('\r\n');
}

export const extractOfRows = (...rows: string[]): string => [COLUMNS, ...rows, ''].join('\r\n');

const stamp = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/[-:T]/g, '').slice(0, 12);

/** Hourly CMEP lines of 24 readings, `days` for each meter, from 2025-01-01 08:00 UTC; values tell meter, day and hour. */
export function* hourlyLines(meters: readonly string[], days: number, fileTime = '202602010000'): Generator<string> {
  const first = Date.UTC(2025, 0, 1, 8) / 1_000;
  for (let day = 0; day < days; day++) {
    for (const [m, meter] of meters.entries()) {
      const sets = Array.from(
        { length: 24 },
        (_, hour) => `${stamp(first + day * 86_400 + (hour + 1) * 3_600)},,${(m + 1) * 10 + hour}.${String(day % 1_000).padStart(3, '0')}`,
      );
      yield `MEPMD01,19970819,1,2,GREENBTN,SA,${fileTime},${meter},OK,E,KWH,,00000100,24,${sets.join(',')},\r\n`;
    }
  }
}
