import type { VNode } from 'preact';
import type { ChannelBars } from './bars.js';
import { scaleOf } from './scale.js';

/** Units of the drawing; it scales to the width of the page. */
const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 64;
/** The name below the last bar is wider than the bar. */
const RIGHT = 28;
const BOTTOM = 36;
const TOP = 26;
/** Names that stand below the bars, at most. */
const MOST_NAMES = 8;

interface Props {
  readonly channel: ChannelBars;
  /** Unique on the page. */
  readonly id: string;
  readonly heading: string;
  /** What the drawing shows, in words. */
  readonly text: string;
  readonly nameOf: (bar: string) => string;
  readonly amountOf: (amount: number) => string;
}

/** Bars drawn on the server. To those who do not see it, it is one image with its words; the table beside has the numbers. */
export function Chart({ channel, id, heading, text, nameOf, amountOf }: Props): VNode {
  const { bars, unit } = channel;
  const { low, high, step } = scaleOf(bars.map(({ amount }) => amount));
  const place = (amount: number): number => TOP + ((high - amount) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const slot = (WIDTH - LEFT - RIGHT) / bars.length;
  const lines = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  const every = Math.ceil(bars.length / MOST_NAMES);
  const round = (value: number): string => value.toFixed(1);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-title ${id}-text`}>
      <title id={`${id}-title`}>{heading}</title>
      <desc id={`${id}-text`}>{text}</desc>
      {lines.map((amount) => (
        <g>
          <line
            class={Math.abs(amount) < step / 2 ? 'chart-zero' : 'chart-line'}
            x1={LEFT}
            x2={WIDTH - RIGHT}
            y1={round(place(amount))}
            y2={round(place(amount))}
          />
          <text class="chart-label" x={LEFT - 8} y={round(place(amount) + 4)} text-anchor="end">
            {amountOf(Math.abs(amount) < step / 2 ? 0 : amount)}
          </text>
        </g>
      ))}
      {bars.map(({ name, amount }, i) => (
        <rect
          class="chart-bar"
          x={round(LEFT + i * slot + slot * 0.12)}
          width={round(slot * 0.76)}
          y={round(Math.min(place(amount), place(0)))}
          height={round(Math.abs(place(amount) - place(0)))}
        >
          <title>{`${nameOf(name)}: ${amountOf(amount)} ${unit}`}</title>
        </rect>
      ))}
      {bars.map(({ name }, i) =>
        i % every === 0 ? (
          <text
            class={(i / every) % 2 === 0 ? 'chart-label' : 'chart-label chart-label-spare'}
            x={round(LEFT + (i + 0.5) * slot)}
            y={HEIGHT - 8}
            text-anchor="middle"
          >
            {nameOf(name)}
          </text>
        ) : null,
      )}
    </svg>
  );
}
