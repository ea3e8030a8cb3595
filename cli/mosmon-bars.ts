// The bars of mosmon and the numbers on the axis beside them, line by line from the top.
// It refuses to know nodes: it draws figures.
import { formatTick, type Figure } from './mosmon-figure';
import { centre } from './mosmon-labels';
import type { Scale } from './mosmon-scale';
import type { View } from './mosmon-view';
import { widthOf } from './text';

export interface Bar {
  readonly figure: Figure;
  readonly online: boolean;
}

export interface Plot {
  readonly view: View;
  readonly scale: Scale;
  /** Lines for the bars, one of them kept free for what is written on the highest. */
  readonly height: number;
  /** Columns for each bar, the gap to the next one included. */
  readonly width: number;
  readonly axisWidth: number;
}

const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** How much of its columns a bar fills; the rest is the gap to the next. */
const BAR_SHARE = 0.6;
const SILENT = 'DOWN';

/** The lines of the plot, `height` of them. */
export function drawBars(bars: readonly Bar[], plot: Plot): string[] {
  const ticks = tickTexts(plot);
  return Array.from({ length: plot.height }, (_, index) => {
    // Lines are counted from the axis upwards: line 0 stands on it.
    const line = plot.height - 1 - index;
    const axis = `${(ticks.get(line) ?? '').padStart(plot.axisWidth - 2)} |`;
    return axis + bars.map((bar) => cell(bar, line, plot)).join('');
  });
}

// The value of a line is that of its upper edge; 0 is the axis itself.
function tickTexts(plot: Plot): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const tick of plot.scale.ticks.slice(1)) {
    texts.set(Math.round(heightOf(tick, plot)) - 1, formatTick(tick, plot.view.metric));
  }
  return texts;
}

function heightOf(value: number, plot: Plot): number {
  return (Math.min(value, plot.scale.top) / plot.scale.top) * (plot.height - 1);
}

function cell(bar: Bar, line: number, plot: Plot): string {
  if (!bar.online) return centre(SILENT[SILENT.length - 1 - line] ?? '', plot.width);
  const solid = heightOf(bar.figure.value, plot);
  const whole = Math.max(Math.round(solid), Math.round(heightOf(bar.figure.limit, plot)), Math.ceil(visible(solid, plot)));
  if (line === whole) return centre(bar.figure.texts.find((text) => widthOf(text) < plot.width) ?? '', plot.width);
  return centre(glyphAt(line, solid, whole, plot).repeat(Math.max(1, Math.floor(plot.width * BAR_SHARE))), plot.width);
}

function glyphAt(line: number, solid: number, whole: number, plot: Plot): string {
  if (line > whole) return ' ';
  if (plot.view.smooth) {
    const eighths = Math.round(Math.min(1, Math.max(0, solid - line)) * 8);
    if (eighths > 0) return EIGHTHS[eighths] ?? ' ';
  } else if (line < Math.round(solid)) return '#';
  return plot.view.metric === 'memory' ? '+' : ' ';
}

// How high the bar is seen to be: the text on it must not cover its uppermost eighth.
function visible(solid: number, plot: Plot): number {
  return plot.view.smooth ? Math.round(solid * 8) / 8 : Math.round(solid);
}
