// The Y axis: where it ends and which values are written beside it. It refuses to draw.

export interface Scale {
  /** The value of the uppermost line. */
  readonly top: number;
  /** The values to write, rising, beginning with 0 and ending with `top`. */
  readonly ticks: readonly number[];
}

/** 1, 2 and 5 times a power of ten: steps people can add up in their heads. */
const DECIMAL_STEPS = [1, 2, 5, 10] as const;

/** A scale from 0 up to at least `largest`, in round decimal steps; `count` steps at most. */
export function decimalScale(largest: number, count: number): Scale {
  const least = largest / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = DECIMAL_STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10;
  return stepped(largest, factor * power);
}

/** A scale for bytes: its steps are powers of two. */
export function binaryScale(largest: number, count: number): Scale {
  return stepped(largest, 2 ** Math.ceil(Math.log2(largest / count)));
}

function stepped(largest: number, step: number): Scale {
  // A thousandth of a step above a tick is rounding, not a reason for one more.
  const steps = Math.max(1, Math.ceil(largest / step - 1e-3));
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}
