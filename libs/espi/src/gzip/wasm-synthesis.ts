import {
  add,
  and,
  divU,
  either,
  eq,
  get,
  i32,
  load32,
  long,
  ltS,
  ltU,
  mul,
  oneFunctionModule,
  or64,
  remU,
  repeatWhile,
  set,
  shl,
  shl64,
  short,
  shrU,
  shrU64,
  store32,
  store64,
  sub,
  xor,
  type Code,
  type WasmRuntime,
} from '../kernel/wasm-module.js';
import type { Synthesis } from './plain-synthesis.js';
import {
  AFTER_START,
  BEFORE_START,
  BITS_MASK,
  CASE_SIZE,
  CONSTANT_CRC,
  COUNT_AT,
  COUNT_MASK,
  DIGITS_AT,
  MEMORY_SIZE,
  MINUS_CODE,
  MINUS_CRCS,
  NUMBER_CODES,
  NUMBER_CRCS,
  OUTPUT,
  PAIR_CODES,
  PAIRS_CHANGE,
  PASSING,
  START_CRCS,
  STATE,
  TRIPLE_CODES,
  TRIPLE_CRCS,
  VALUE_PASSING,
  VALUES,
} from './synthesis-tables.js';

const PAGE = 64 * 1024;

// Parameters and locals of the function; the last one has 64 bits.
const [CONNECTOR, START, STEP, COUNT, BITS, BIT_COUNT, CRC] = [0, 1, 2, 3, 4, 5, 6] as const;
const [OUT, PLACE, VALUE, ENTRY, DIGITS, LEFT, HIGH, HIGH_CRC, NEXT, LOW, TEXT, NEGATIVE, ACCUMULATOR] = [
  7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
] as const;

const twice = (number: Code): Code => [...number, ...i32(2), ...shl];
/** The entry of a table by its number. */
const entryOf = (table: number, number: Code): Code => [...twice(number), ...load32(table)];
const over = (number: Code, divisor: number): Code => [...number, ...i32(divisor), ...divU];
const rest = (number: Code, divisor: number): Code => [...number, ...i32(divisor), ...remU];

/** Puts the bits of an entry behind those in the accumulator. */
const put = (entry: Code): Code => [
  ...[...entry, ...set(ENTRY)],
  ...[...get(ACCUMULATOR), ...get(ENTRY), ...i32(BITS_MASK), ...and, ...long, ...get(BIT_COUNT), ...long, ...shl64, ...or64],
  ...set(ACCUMULATOR),
  ...[...get(BIT_COUNT), ...get(ENTRY), ...i32(COUNT_AT), ...shrU, ...i32(COUNT_MASK), ...and, ...add, ...set(BIT_COUNT)],
];

/** Writes the whole bytes of the accumulator out; fewer than eight bits stay. */
const flush: Code = [
  ...[...get(OUT), ...get(ACCUMULATOR), ...store64(0)],
  ...[...get(OUT), ...get(BIT_COUNT), ...i32(3), ...shrU, ...add, ...set(OUT)],
  ...[...get(ACCUMULATOR), ...get(BIT_COUNT), ...i32(56), ...and, ...long, ...shrU64, ...set(ACCUMULATOR)],
  ...[...get(BIT_COUNT), ...i32(7), ...and, ...set(BIT_COUNT)],
];

/** The register taken over what the tables at `base` + `offset` stand for. */
const passed = (base: Code, offset: number): Code => {
  const byte = (shift: number): Code => [...get(CRC), ...(shift === 0 ? [] : [...i32(shift), ...shrU]), ...i32(0xff), ...and];
  const looked = (place: number): Code => [...base, ...twice(byte(8 * place)), ...add, ...load32(offset + 1024 * place)];
  return [...looked(0), ...looked(1), ...xor, ...looked(2), ...xor, ...looked(3), ...xor];
};

const setDigits = (behind: number): Code => [...get(ENTRY), ...i32(DIGITS_AT), ...shrU, ...i32(behind), ...add, ...set(DIGITS)];

const belowThousand: Code = [
  ...put(entryOf(NUMBER_CODES, get(VALUE))),
  ...setDigits(0),
  ...[...entryOf(NUMBER_CRCS, get(VALUE)), ...set(LEFT)],
];

const belowMillion: Code = [
  ...[...over(get(VALUE), 1000), ...set(NEXT)],
  ...[...get(VALUE), ...get(NEXT), ...i32(1000), ...mul, ...sub, ...set(LOW)],
  ...put(entryOf(NUMBER_CODES, get(NEXT))),
  ...setDigits(3),
  ...put(entryOf(TRIPLE_CODES, get(LOW))),
  ...[...entryOf(NUMBER_CRCS + 4000, get(NEXT)), ...entryOf(TRIPLE_CRCS, get(LOW)), ...xor, ...set(LEFT)],
];

const millions: Code = [
  ...[...over(get(VALUE), 1_000_000), ...set(NEXT)],
  ...[...get(VALUE), ...get(NEXT), ...i32(1_000_000), ...mul, ...sub, ...set(VALUE)],
  ...put(entryOf(NUMBER_CODES, get(NEXT))),
  ...setDigits(6),
  ...flush,
  ...[...entryOf(NUMBER_CRCS + 8000, get(NEXT)), ...set(LEFT)],
  ...[...over(get(VALUE), 1000), ...set(NEXT)],
  ...[...get(VALUE), ...get(NEXT), ...i32(1000), ...mul, ...sub, ...set(LOW)],
  ...put(entryOf(TRIPLE_CODES, get(NEXT))),
  ...put(entryOf(TRIPLE_CODES, get(LOW))),
  ...[...get(LEFT), ...entryOf(TRIPLE_CRCS + 4000, get(NEXT)), ...xor, ...entryOf(TRIPLE_CRCS, get(LOW)), ...xor, ...set(LEFT)],
];

const writeValue: Code = [
  ...[...get(PLACE), ...load32(0), ...set(VALUE)],
  ...[...get(VALUE), ...i32(0), ...ltS, ...set(NEGATIVE)],
  ...either(get(NEGATIVE), [...put([...i32(0), ...load32(MINUS_CODE)]), ...i32(0), ...get(VALUE), ...sub, ...set(VALUE)]),
  ...either(
    [...get(VALUE), ...i32(1000), ...ltU],
    belowThousand,
    either([...get(VALUE), ...i32(1_000_000), ...ltU], belowMillion, millions),
  ),
  ...either(get(NEGATIVE), [
    ...[...get(LEFT), ...entryOf(MINUS_CRCS, get(DIGITS)), ...xor, ...set(LEFT)],
    ...[...get(DIGITS), ...i32(1), ...add, ...set(DIGITS)],
  ]),
  ...flush,
  ...[...passed([...get(DIGITS), ...i32(12), ...shl], VALUE_PASSING), ...get(LEFT), ...xor, ...set(CRC)],
  ...[...get(TEXT), ...get(DIGITS), ...add, ...set(TEXT)],
];

/** The first six digits of the start, and what they leave in the CRC. */
const setHigh: Code = [
  ...[...over(get(START), 10_000), ...set(HIGH)],
  ...entryOf(START_CRCS, over(get(HIGH), 10_000)),
  ...[...entryOf(START_CRCS + 400, rest(over(get(HIGH), 100), 100)), ...xor],
  ...[...entryOf(START_CRCS + 800, rest(get(HIGH), 100)), ...xor, ...set(HIGH_CRC)],
];

const matchBefore = (keptCase: number): Code =>
  put([...get(CONNECTOR), ...twice(get(DIGITS)), ...add, ...load32(BEFORE_START + CASE_SIZE * keptCase)]);
const sameBut = (divisor: number): Code => [...over(get(NEXT), divisor), ...over(get(HIGH), divisor), ...eq];

const writeConnector: Code = [
  ...[...get(START), ...get(STEP), ...add, ...set(START)],
  ...[...over(get(START), 10_000), ...set(NEXT)],
  ...[...get(START), ...get(NEXT), ...i32(10_000), ...mul, ...sub, ...set(LOW)],
  ...either([...get(NEXT), ...get(HIGH), ...eq], matchBefore(3), [
    ...either(
      sameBut(10),
      [...matchBefore(2), ...put(entryOf(NUMBER_CODES, rest(get(NEXT), 10)))],
      either(
        sameBut(100),
        [...matchBefore(1), ...put(entryOf(PAIR_CODES, rest(get(NEXT), 100)))],
        [
          ...matchBefore(0),
          ...put(entryOf(PAIR_CODES, over(get(NEXT), 10_000))),
          ...put(entryOf(PAIR_CODES, rest(over(get(NEXT), 100), 100))),
          ...put(entryOf(PAIR_CODES, rest(get(NEXT), 100))),
        ],
      ),
    ),
    ...flush,
    ...setHigh,
  ]),
  ...[...over(get(LOW), 100), ...set(NEXT)],
  ...[...get(LOW), ...get(NEXT), ...i32(100), ...mul, ...sub, ...set(LOW)],
  ...put(entryOf(PAIR_CODES, get(NEXT))),
  ...either([...get(CONNECTOR), ...load32(PAIRS_CHANGE)], [...flush, ...put(entryOf(PAIR_CODES, get(LOW)))]),
  ...put([...get(CONNECTOR), ...twice(get(DIGITS)), ...add, ...load32(AFTER_START)]),
  ...flush,
  ...[...passed(get(CONNECTOR), PASSING), ...get(HIGH_CRC), ...xor, ...get(CONNECTOR), ...load32(CONSTANT_CRC), ...xor],
  ...[...entryOf(START_CRCS + 1200, get(NEXT)), ...xor, ...entryOf(START_CRCS + 1600, get(LOW)), ...xor, ...set(CRC)],
];

const BODY: Code = [
  ...[...i32(OUTPUT), ...set(OUT), ...i32(VALUES), ...set(PLACE)],
  ...[...get(BITS), ...long, ...set(ACCUMULATOR)],
  ...setHigh,
  ...repeatWhile(
    writeValue,
    [...get(PLACE), ...i32(4), ...add, ...set(PLACE)],
    [...get(COUNT), ...i32(1), ...sub, ...set(COUNT)],
    either(get(COUNT), writeConnector),
    get(COUNT),
  ),
  ...[...i32(STATE), ...get(ACCUMULATOR), ...short, ...store32(0)],
  ...[...i32(STATE), ...get(BIT_COUNT), ...store32(4)],
  ...[...i32(STATE), ...get(CRC), ...store32(8)],
  ...[...i32(STATE), ...get(TEXT), ...store32(12)],
  ...get(OUT),
];

/** The inner loop in WebAssembly with its memory, or undefined where there is none. */
export function wasmSynthesis(runtime: WasmRuntime | undefined): { readonly memory: ArrayBuffer; readonly run: Synthesis } | undefined {
  if (!runtime) return undefined;
  try {
    const module = oneFunctionModule(7, ACCUMULATOR - 7, Math.ceil(MEMORY_SIZE / PAGE), BODY, 1);
    const { exports } = new runtime.Instance(new runtime.Module(module));
    return { memory: (exports['memory'] as { readonly buffer: ArrayBuffer }).buffer, run: exports['run'] as Synthesis };
  } catch {
    return undefined;
  }
}
