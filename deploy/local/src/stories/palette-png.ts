import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const MOST_COLORS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB for each pixel, row by row. */
  readonly colors: Uint32Array;
}

/**
 * The same picture with a palette of at most 256 colours (PNG, W3C Recommendation, color type 3): pages have few colours, and what
 * smoothing adds to them is told apart by nobody. @param png 8 bits per channel, not interlaced, as browsers write it
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, colors } = pixelsOf(png);
  const palette = commonest(colors);
  const nearest = new Map(palette.map((color, index) => [color, index]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < colors.length; i++) {
    const color = colors[i]!;
    let index = nearest.get(color);
    if (index === undefined) nearest.set(color, (index = nearestTo(color, palette)));
    // Each row begins with its filter: none.
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...parts]);
}

function commonest(colors: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLORS)
    .map(([color]) => color);
}

function nearestTo(color: number, palette: readonly number[]): number {
  const distance = (other: number): number =>
    ((color >> 16) - (other >> 16)) ** 2 + (((color >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((color & 255) - (other & 255)) ** 2;
  let best = 0;
  for (let i = 1; i < palette.length; i++) if (distance(palette[i]!) < distance(palette[best]!)) best = i;
  return best;
}

/** @throws Error for a kind of PNG that browsers do not write */
function pixelsOf(png: Buffer): Pixels {
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
  }
  const channels = header?.[8] === 8 && header[12] === 0 ? ({ 2: 3, 6: 4 } as Record<number, number>)[header[9]!] : undefined;
  if (!header || channels === undefined) throw new Error('only PNG of 8 bits per channel in RGB or RGBA, not interlaced, can be read');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const raw = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const colors = new Uint32Array(width * height);
  for (let i = 0; i < colors.length; i++) colors[i] = raw.readUIntBE(i * channels, 3);
  return { width, height, colors };
}

/** Takes back the filter of each row (PNG, section 9). */
function unfiltered(filtered: Buffer, stride: number, height: number, channels: number): Buffer {
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? raw[at - channels]! : 0;
      const up = y > 0 ? raw[at - stride]! : 0;
      const corner = x >= channels && y > 0 ? raw[at - stride - channels]! : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      raw[at] = filtered[y * (stride + 1) + 1 + x]! + predicted;
    }
  }
  return raw;
}

function paeth(left: number, up: number, corner: number): number {
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
