import { describe, expect, it } from "vitest";
import type { Asset } from "@/api/types";
import { assetDto } from "../../../mock/answers";
import { MockLibrary } from "../../../mock/library";
import { localDay, monthsOf } from "./list";
import { Flag, indexIn, withFlag, without } from "./month";

const library = new MockLibrary({ state: "filled", photos: 400, newest: "2026-10" });
const photos = library.everything({});
const assets = photos.map(assetDto);

describe("a list put into months", () => {
  const months = monthsOf(assets);

  it("has the same months as the compact timeline, newest first", () => {
    expect(months.map(({ month, ids }) => ({ month, count: ids.length }))).toEqual(library.buckets({}));
  });

  it("keeps each photo's columns together", () => {
    for (const month of months) {
      month.ids.forEach((id, index) => {
        const photo = library.photo(id)!;
        expect(month.kinds[index]).toBe(photo.kind[0]);
        expect(month.durations[String(index)] ?? null).toBe(photo.duration);
        expect((month.flags[index]! & Flag.Liked) !== 0).toBe(photo.liked);
      });
    }
  });

  it("uses the day of the place, not of this device", () => {
    const asset = { ...assets[0]!, taken_time: "2026-10-31T23:30:00Z", capture_offset_minutes: 120 } as Asset;
    expect(localDay(asset)).toBe(20261101);
    expect(monthsOf([asset])[0]!.month).toBe("2026-11");
  });
});

describe("a month", () => {
  const month = monthsOf(assets).find(({ ids }) => ids.length > 4)!;

  it("loses photos with all their columns", () => {
    const [gone, kept] = [month.ids[0]!, month.ids[1]!];
    const rest = without(month, new Set([gone]));
    expect(rest.ids).toHaveLength(month.ids.length - 1);
    expect(indexIn(rest, gone)).toBe(-1);
    expect(indexIn(rest, kept)).toBe(0);
    for (const column of [rest.days, rest.ratios, rest.flags, rest.thumbhashes, [...rest.kinds]]) {
      expect(column).toHaveLength(rest.ids.length);
    }
    for (const [index, duration] of Object.entries(rest.durations)) {
      expect(duration).toBe(library.photo(rest.ids[Number(index)]!)!.duration);
    }
  });

  it("stays the same object when nothing in it changes", () => {
    expect(without(month, new Set(["somebody else"]))).toBe(month);
    expect(withFlag(month, new Set(["somebody else"]), Flag.Liked, true)).toBe(month);
  });

  it("changes one flag and leaves the others", () => {
    const busy = { ...month, flags: month.flags.map(() => Flag.Processing as number) };
    const liked = withFlag(busy, new Set([month.ids[2]!]), Flag.Liked, true);
    expect(liked.flags[2]).toBe(Flag.Processing | Flag.Liked);
    expect(liked.flags[3]).toBe(Flag.Processing);
    expect(withFlag(liked, new Set(month.ids), Flag.Liked, false).flags).toEqual(busy.flags);
  });
});
