/** The bits of a photo in `PhotoMonth.flags`, as the server sets them. */
export const Flag = { Liked: 1, Live: 2, Processing: 4, Failed: 8, Stack: 16 } as const;

/**
 * The photos of one section of a list, newest first, in columns: entry `i` of each is about photo `i`. A month of the
 * timeline, or the whole of a list that has an order of its own.
 */
export interface PhotoMonth {
  /** YYYY-MM; any other word for a list without months. */
  month: string;
  ids: string[];
  /** Local day as YYYYMMDD. */
  days: number[];
  /** Width over height; 0 when unknown. */
  ratios: number[];
  /** One letter each: `P` photo, `V` video, `A` sound, `D` document. */
  kinds: string;
  flags: number[];
  /** ThumbHashes as binary strings, one character a byte; empty when there is none. */
  thumbhashes: string[];
  /** Seconds by index, for videos and sounds. */
  durations: Record<string, number>;
}

/** One photo of a month, read out of the columns. */
export interface PhotoAt {
  id: string;
  /** `P` photo, `V` video, `A` sound, `D` document. */
  kind: string;
  flags: number;
  /** Local day as YYYYMMDD. */
  day: number;
  /** Seconds; absent for photos. */
  duration?: number;
  thumbhash: string;
}

/** The photo at `index`. */
export function photoAt(month: PhotoMonth, index: number): PhotoAt {
  return {
    id: month.ids[index]!,
    kind: month.kinds[index]!,
    flags: month.flags[index]!,
    day: month.days[index]!,
    duration: month.durations[String(index)],
    thumbhash: month.thumbhashes[index]!,
  };
}

const indexes = new WeakMap<PhotoMonth, Map<string, number>>();

/** The place of a photo in a month, `-1` when it is not there. */
export function indexIn(month: PhotoMonth, id: string): number {
  let index = indexes.get(month);
  if (!index) {
    index = new Map(month.ids.map((one, i) => [one, i]));
    indexes.set(month, index);
  }
  return index.get(id) ?? -1;
}

/** The month without some photos; the same object when none of them is in it. */
export function without(month: PhotoMonth, ids: ReadonlySet<string>): PhotoMonth {
  const kept = month.ids.flatMap((id, index) => (ids.has(id) ? [] : [index]));
  if (kept.length === month.ids.length) {
    return month;
  }
  const durations: PhotoMonth["durations"] = {};
  kept.forEach((old, index) => {
    const duration = month.durations[String(old)];
    if (duration !== undefined) {
      durations[String(index)] = duration;
    }
  });
  return {
    month: month.month,
    ids: kept.map((i) => month.ids[i]!),
    days: kept.map((i) => month.days[i]!),
    ratios: kept.map((i) => month.ratios[i]!),
    kinds: kept.map((i) => month.kinds[i]!).join(""),
    flags: kept.map((i) => month.flags[i]!),
    thumbhashes: kept.map((i) => month.thumbhashes[i]!),
    durations,
  };
}

/** The month with a flag of some photos set or cleared; the same object when nothing changes. */
export function withFlag(month: PhotoMonth, ids: ReadonlySet<string>, flag: number, on: boolean): PhotoMonth {
  let changed = false;
  const flags = month.flags.map((old, index) => {
    const now = ids.has(month.ids[index]!) ? (on ? old | flag : old & ~flag) : old;
    changed ||= now !== old;
    return now;
  });
  return changed ? { ...month, flags } : month;
}

/** Whether some photo of the month is still being processed. */
export function isBusy(month: PhotoMonth): boolean {
  return month.flags.some((flags) => flags & Flag.Processing);
}
