import type { WasmRuntime } from '../kernel/wasm-module.js';
import type { Synthesis } from './plain-synthesis.js';

export function wasmSynthesis(_: WasmRuntime | undefined): { readonly memory: ArrayBuffer; readonly run: Synthesis } | undefined {
  return undefined;
}
