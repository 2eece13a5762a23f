/** What of the WebAssembly JavaScript interface is used here; the pure rooms know neither Node nor a browser. */
export interface WasmRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Record<string, unknown> };
}

/** Bytes of instructions. */
export type Code = readonly number[];

const [I32, I64] = [0x7f, 0x7e];

/** Unsigned LEB128, as WebAssembly writes counts and indices. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** Signed LEB128, as it writes constants. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const byte = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (byte & 0x40) === 0) || (value === -1 && (byte & 0x40) !== 0)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

// Instructions by their names in the specification (WebAssembly core 2.0, section 5.4); only those that are needed.
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
export const sub: Code = [0x6b];
export const mul: Code = [0x6c];
export const divU: Code = [0x6e];
export const ltS: Code = [0x48];
export const ltU: Code = [0x49];
export const geU: Code = [0x4f];
export const eq: Code = [0x46];
export const remU: Code = [0x70];
export const and: Code = [0x71];
export const xor: Code = [0x73];
export const shl: Code = [0x74];
export const shrU: Code = [0x76];
/** To 64 bits, and back to the lower 32. */
export const long: Code = [0xad];
export const short: Code = [0xa7];
export const or64: Code = [0x84];
export const shl64: Code = [0x86];
export const shrU64: Code = [0x88];
export const load32 = (offset: number): Code => [0x28, 2, ...unsigned(offset)];
export const load16 = (offset: number): Code => [0x2f, 0, ...unsigned(offset)];
export const store64 = (offset: number): Code => [0x37, 0, ...unsigned(offset)];
export const store32 = (offset: number): Code => [0x36, 2, ...unsigned(offset)];
export const store16 = (offset: number): Code => [0x3b, 0, ...unsigned(offset)];
export const store8 = (offset: number): Code => [0x3a, 0, ...unsigned(offset)];
export const load128 = (offset: number): Code => [0xfd, 0x00, 0, ...unsigned(offset)];
export const store128 = (offset: number): Code => [0xfd, 0x0b, 0, ...unsigned(offset)];

/** Repeats `body` for as long as it leaves something other than 0. */
export const repeatWhile = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b];
/** `condition`, then one of two branches that leave nothing. */
export const either = (condition: Code, then: Code, otherwise: Code = []): Code => [
  ...condition,
  0x04,
  0x40,
  ...then,
  ...(otherwise.length === 0 ? [] : [0x05, ...otherwise]),
  0x0b,
];

const section = (id: number, ...content: Code[]): number[] => {
  const bytes = content.flat();
  return [id, ...unsigned(bytes.length), ...bytes];
};
const name = (text: string): number[] => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];

/**
 * A module with a memory of `pages` × 64 KiB, exported as `memory`, and one function, exported as `run`, that takes and
 * gives 32-bit numbers. @param longs locals of 64 bits, which come after the others
 */
export function oneFunctionModule(parameters: number, locals: number, pages: number, body: Code, longs = 0): Uint8Array {
  const types = section(1, [1, 0x60, parameters, ...Array<number>(parameters).fill(I32), 1, I32]);
  const memory = section(5, [1, 0x00, ...unsigned(pages)]);
  const exported = section(7, [2, ...name('memory'), 2, 0, ...name('run'), 0, 0]);
  const kinds = [...(locals === 0 ? [] : [[locals, I32]]), ...(longs === 0 ? [] : [[longs, I64]])];
  const code = [kinds.length, ...kinds.flat(), ...body, 0x0b];
  const functions = section(10, [1, ...unsigned(code.length), ...code]);
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, ...section(3, [1, 0]), ...memory, ...exported, ...functions]);
}
