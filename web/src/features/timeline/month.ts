import type { TimelineMonth } from "@/api/types";

/** The bits of a photo in `TimelineMonth.flags`. */
export const Flag = { Liked: 1, Live: 2, Processing: 4, Failed: 8 } as const;

/** One photo of a month, read out of the columns. */
export interface PhotoAt {
  id: string;
  /** `P` photo, `V` video, `A` sound. */
  kind: string;
  flags: number;
  /** Local day as YYYYMMDD. */
  day: number;
  /** Seconds; absent for photos. */
  duration?: number;
  thumbhash: string;
}

/** The photo at `index`. */
export function photoAt(month: TimelineMonth, index: number): PhotoAt {
  return {
    id: month.ids[index]!,
    kind: month.kinds[index]!,
    flags: month.flags[index]!,
    day: month.days[index]!,
    duration: month.durations[String(index)],
    thumbhash: month.thumbhashes[index]!,
  };
}

const indexes = new WeakMap<TimelineMonth, Map<string, number>>();

/** The place of a photo in a month, `-1` when it is not there. */
export function indexIn(month: TimelineMonth, id: string): number {
  let index = indexes.get(month);
  if (!index) {
    index = new Map(month.ids.map((one, i) => [one, i]));
    indexes.set(month, index);
  }
  return index.get(id) ?? -1;
}

/** The month without some photos; the same object when none of them is in it. */
export function without(month: TimelineMonth, ids: ReadonlySet<string>): TimelineMonth {
  const kept = month.ids.flatMap((id, index) => (ids.has(id) ? [] : [index]));
  if (kept.length === month.ids.length) {
    return month;
  }
  const durations: TimelineMonth["durations"] = {};
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
export function withFlag(
  month: TimelineMonth,
  ids: ReadonlySet<string>,
  flag: number,
  on: boolean,
): TimelineMonth {
  let changed = false;
  const flags = month.flags.map((old, index) => {
    const now = ids.has(month.ids[index]!) ? (on ? old | flag : old & ~flag) : old;
    changed ||= now !== old;
    return now;
  });
  return changed ? { ...month, flags } : month;
}

/** Whether some photo of the month is still being processed. */
export function isBusy(month: TimelineMonth): boolean {
  return month.flags.some((flags) => flags & Flag.Processing);
}
