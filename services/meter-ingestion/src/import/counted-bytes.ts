/** Bytes as they pass, and how many have passed. */
export interface CountedBytes {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly count: number;
}

export function countedBytes(source: AsyncIterable<Uint8Array>): CountedBytes {
  let count = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      count += chunk.length;
      yield chunk;
    }
  }
  return {
    bytes: pass(),
    get count() {
      return count;
    },
  };
}
