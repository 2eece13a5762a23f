/** Wh in each hour of a mean day, before season and chance. */
const HOME = [220, 200, 190, 190, 200, 260, 420, 560, 480, 380, 340, 350, 380, 370, 380, 430, 560, 820, 980, 940, 820, 640, 430, 290];
const BUSINESS = [
  900, 880, 870, 880, 950, 1400, 2600, 4200, 5600, 6300, 6600, 6700, 6500, 6600, 6500, 6100, 5200, 4000, 2800, 2100, 1600, 1300, 1100, 950,
];

/** −1 in mid-January, 1 in mid-July. `day`: days since 1970-01-01. */
const season = (day: number): number => Math.sin((2 * Math.PI * (day - 105)) / 365.25);

/** Mean use in Wh in one local hour; heat in summer and light in winter both raise it. */
export function meanUse(business: boolean, hour: number, day: number): number {
  const shape = business ? BUSINESS : HOME;
  const summer = Math.max(0, season(day)) * (hour >= 12 && hour <= 21 ? 0.55 : 0.15);
  const winter = Math.max(0, -season(day)) * 0.2;
  const weekend = (day + 3) % 7 >= 5;
  const weekly = business ? (weekend ? 0.45 : 1) : weekend ? 1.15 : 1;
  return shape[hour % 24]! * (1 + summer + winter) * weekly;
}

/** Wh a clear roof of `peak` W makes in one hour of standard time. */
export function clearSun(peak: number, hour: number, day: number): number {
  const halfDay = 6 + 1.2 * season(day);
  const fromNoon = (hour + 0.5 - 12) / halfDay;
  return Math.abs(fromNoon) >= 1 ? 0 : peak * (0.62 + 0.2 * season(day)) * Math.cos((Math.PI / 2) * fromNoon);
}

/** Mean gas use of a day in thousandths of a therm. */
export function meanGas(business: boolean, day: number): number {
  return (business ? 4_200 : 380) + (business ? 2_600 : 1_900) * Math.max(0, 0.25 - season(day));
}
