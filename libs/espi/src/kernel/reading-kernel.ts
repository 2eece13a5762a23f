import {
  add,
  divU,
  either,
  geU,
  get,
  i32,
  load128,
  load16,
  load32,
  ltS,
  ltU,
  mul,
  oneFunctionModule,
  and,
  repeatWhile,
  set,
  store128,
  store16,
  store8,
  sub,
  type WasmRuntime,
} from './wasm-module.js';

/** Where things lie in the kernel's memory, in bytes. */
const FRAGMENT = 0;
const PAIRS = 1024;
const VALUES = 2048;
const OUTPUT = 32 * 1024;
const PAGES = 16;

/** Readings that fit into one call. */
export const MOST_READINGS = 2048;
/** Bytes of a reading at most: the fragment, a minus and ten digits. */
const LONGEST_FRAGMENT = 320;

/** The digits of a start: all times from 2001 to 2106 have ten. */
export const START_DIGITS = 10;

/** Copies the fixed text of readings and patches their digits in, in WebAssembly: rendering at the speed of a copy. */
export interface ReadingKernel {
  /** Takes the text that stands before each value, with room for the digits of the start at `digitsAt`. */
  fragment(text: Uint8Array, digitsAt: number): void;
  /** Where the caller puts the values, each above -2³¹. */
  readonly values: Int32Array;
  /** Renders `count` readings from `start` on, `step` apart. @returns the bytes, valid until the next call */
  render(start: number, step: number, count: number): Uint8Array;
}

// Parameters and locals of the function.
const [out, start, step, count, values, length, digits] = [0, 1, 2, 3, 4, 5, 6].map(get) as [Code, Code, Code, Code, Code, Code, Code];
const [OUT, START, COUNT, VALUES_AT] = [0, 1, 3, 4];
const [PLACE, REST, NEXT, VALUE, POWER] = [7, 8, 9, 10, 11];
type Code = readonly number[];

/** The two digits of the rest below 100 go to `place + offset`. */
const lowPair = (offset: number): Code => [
  ...[...get(REST), ...i32(100), ...divU, ...set(NEXT)],
  ...get(PLACE),
  ...[...get(REST), ...get(NEXT), ...i32(100), ...mul, ...sub, ...i32(2), ...mul, ...load16(PAIRS)],
  ...store16(offset),
  ...[...get(NEXT), ...set(REST)],
];

const copyFragment: Code = [
  ...[...i32(FRAGMENT), ...set(PLACE)],
  ...repeatWhile(
    [...out, ...get(PLACE), ...add, ...get(PLACE), ...load128(0), ...store128(0)],
    [...out, ...get(PLACE), ...add, ...get(PLACE), ...load128(16), ...store128(16)],
    [...get(PLACE), ...i32(32), ...add, ...set(PLACE)],
    [...get(PLACE), ...length, ...ltU],
  ),
];

const writeStart: Code = [...[...out, ...digits, ...add, ...set(PLACE)], ...[...start, ...set(REST)], ...[8, 6, 4, 2, 0].flatMap(lowPair)];

const writeDigits: Code = [
  // POWER: 10, 100, … until above the value, or past the largest that 32 bits hold; PLACE: behind the last digit.
  ...[...i32(10), ...set(POWER), ...out, ...i32(1), ...add, ...set(PLACE)],
  ...either(
    [...get(VALUE), ...i32(10), ...geU],
    repeatWhile(
      [...get(PLACE), ...i32(1), ...add, ...set(PLACE)],
      [...get(POWER), ...i32(10), ...mul, ...set(POWER)],
      [...get(VALUE), ...get(POWER), ...geU, ...get(PLACE), ...out, ...sub, ...i32(10), ...ltU, ...and],
    ),
  ),
  ...[...get(PLACE), ...set(OUT)],
  ...repeatWhile(
    [...get(VALUE), ...i32(10), ...divU, ...set(NEXT)],
    [...get(PLACE), ...i32(1), ...sub, ...set(PLACE)],
    [...get(PLACE), ...i32(48), ...get(VALUE), ...add, ...get(NEXT), ...i32(10), ...mul, ...sub, ...store8(0)],
    [...get(NEXT), ...set(VALUE)],
    get(VALUE),
  ),
];

const BODY: Code = [
  ...repeatWhile(
    copyFragment,
    writeStart,
    [...out, ...length, ...add, ...set(OUT)],
    [...values, ...load32(0), ...set(VALUE)],
    either(
      [...get(VALUE), ...i32(0), ...ltS],
      [
        ...[...out, ...i32(0x2d), ...store8(0)],
        ...[...out, ...i32(1), ...add, ...set(OUT)],
        ...[...i32(0), ...get(VALUE), ...sub, ...set(VALUE)],
      ],
    ),
    writeDigits,
    [...values, ...i32(4), ...add, ...set(VALUES_AT)],
    [...start, ...step, ...add, ...set(START)],
    [...count, ...i32(1), ...sub, ...set(COUNT)],
    count,
  ),
  ...out,
];

/** The kernel, or undefined where there is no WebAssembly with vectors: then everything is written by the plain writer. */
export function readingKernel(runtime: WasmRuntime | undefined): ReadingKernel | undefined {
  if (!runtime) return undefined;
  let exports: Record<string, unknown>;
  try {
    ({ exports } = new runtime.Instance(new runtime.Module(oneFunctionModule(7, 5, PAGES, BODY))));
  } catch {
    return undefined;
  }
  const { buffer } = exports['memory'] as { readonly buffer: ArrayBuffer };
  const run = exports['run'] as (...numbers: number[]) => number;
  const bytes = new Uint8Array(buffer);
  for (let pair = 0; pair < 100; pair++) bytes.set([0x30 + Math.floor(pair / 10), 0x30 + (pair % 10)], PAIRS + 2 * pair);
  let [length, place] = [0, 0];
  return {
    values: new Int32Array(buffer, VALUES, MOST_READINGS),
    fragment(text, digitsAt) {
      if (text.length > LONGEST_FRAGMENT) throw new RangeError('the text of a reading is too long for the kernel');
      bytes.set(text, FRAGMENT);
      [length, place] = [text.length, digitsAt];
    },
    render(first, stepBy, readings) {
      const end = run(OUTPUT, first, stepBy, readings, VALUES, length, place);
      return bytes.subarray(OUTPUT, end);
    },
  };
}
