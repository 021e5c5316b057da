/** A time of this machine's zone, to the second: `2026-11-23 17:30:00`. */
export function timeText(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Milliseconds as `0.4s`, `1m 05s`, `2h 00m 09s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(Math.max(0, milliseconds) / 1000).toFixed(1)}s`;
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = `${two(seconds % 60)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${rest}`;
  return `${Math.floor(seconds / 3600)}h ${two((seconds % 3600) / 60)}m ${rest}`;
}
