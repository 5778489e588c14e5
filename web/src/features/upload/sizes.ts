const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** "3.4 MB" of 3400000; decimal units, as file managers and cameras show them. */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** "2 min left" of 118 seconds. */
export function timeLeft(seconds: number): string {
  if (seconds < 8) {
    return "a few seconds left";
  }
  if (seconds < 55) {
    return `${Math.round(seconds / 5) * 5} s left`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
