import type { MeterReading } from '@greenledger/meter-formats';

/** Why a value cannot be multiplied: the result is no whole number of the channel, or beyond 2^53 − 1. */
export type ScaleFault = 'value-too-precise' | 'value-too-large';

/** Multiplies whole values by an exact decimal; nothing is rounded. @returns the value at fault when one cannot be held. */
export function scaleReadings(
  readings: readonly MeterReading[],
  multiplier: string,
): readonly MeterReading[] | { readonly fault: ScaleFault; readonly value: number } {
  const [whole, fraction = ''] = multiplier.split('.');
  const factor = BigInt(`${whole}${fraction}`);
  const unit = 10n ** BigInt(fraction.length);
  const scaled: MeterReading[] = [];
  for (const reading of readings) {
    if (reading.value === null) {
      scaled.push(reading);
      continue;
    }
    const product = BigInt(reading.value) * factor;
    if (product % unit !== 0n) return { fault: 'value-too-precise', value: reading.value };
    const value = Number(product / unit);
    if (!Number.isSafeInteger(value)) return { fault: 'value-too-large', value: reading.value };
    scaled.push({ ...reading, value });
  }
  return scaled;
}
