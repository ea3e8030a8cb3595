// Spans of time and moments as people read them in a list. It refuses to ask what time it is.

const SECONDS_PER_DAY = 86_400;

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** CPU time as ps prints it: `[D-]HH:MM:SS`, whole seconds, rounded down. */
export function formatCpuTime(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part));
  return `${days > 0 ? `${days}-` : ''}${clock.join(':')}`;
}

/** Unix time in milliseconds as `2026-11-21 09:08:07.006`, in the time zone of the reader. */
export function formatMoment(timeMs: number): string {
  const at = new Date(timeMs);
  const date = [pad(at.getFullYear(), 4), pad(at.getMonth() + 1), pad(at.getDate())].join('-');
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => pad(part)).join(':');
  return `${date} ${clock}.${pad(at.getMilliseconds(), 3)}`;
}
