/** One day of a heat map. */
export interface HeatDay {
  /** YYYY-MM-DD. */
  date: string;
  count: number;
  /** Week of the year, from 0 on: the column. */
  week: number;
  /** 0 for Monday: the row. */
  weekday: number;
  /** 0 for none, 1 to 4 by quarters of the days that have some. */
  level: number;
}

/** Every day of a year with its place in the map and its shade. */
export function heatOf(year: number, counts: readonly { date: string; count: number }[]): HeatDay[] {
  const known = new Map(counts.map(({ date, count }) => [date, count]));
  const sorted = counts.flatMap(({ count }) => (count > 0 ? [count] : [])).sort((a, b) => a - b);
  const quarter = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const bounds = [quarter(0.25), quarter(0.5), quarter(0.75)];
  const days: HeatDay[] = [];
  const first = weekdayOf(new Date(Date.UTC(year, 0, 1)));
  for (let time = Date.UTC(year, 0, 1), at = 0; time < Date.UTC(year + 1, 0, 1); time += 86_400_000, at++) {
    const date = new Date(time).toISOString().slice(0, 10);
    const count = known.get(date) ?? 0;
    days.push({
      date,
      count,
      week: Math.floor((first + at) / 7),
      weekday: (first + at) % 7,
      level: count === 0 ? 0 : 1 + bounds.filter((bound) => count > bound).length,
    });
  }
  return days;
}

function weekdayOf(day: Date): number {
  return (day.getUTCDay() + 6) % 7;
}
