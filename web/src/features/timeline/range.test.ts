import { describe, expect, it } from "vitest";
import type { PhotoMonth } from "./month";
import { idsBetween } from "./range";

const months: Record<string, string[]> = {
  "2026-10": ["a", "b", "c"],
  "2026-09": ["d"],
  "2026-08": ["e", "f"],
};
const sections = Object.entries(months).map(([key, ids]) => ({ key, count: ids.length }));
const load = async (key: string) => ({ ids: months[key]! }) as PhotoMonth;
const between = (from: [string, number], to: [string, number]) =>
  idsBetween({ section: from[0], index: from[1] }, { section: to[0], index: to[1] }, sections, load);

describe("a range", () => {
  it("lies inside a month", async () => {
    expect(await between(["2026-10", 0], ["2026-10", 1])).toEqual(["a", "b"]);
  });

  it("spans months, the ones between included", async () => {
    expect(await between(["2026-10", 1], ["2026-08", 0])).toEqual(["b", "c", "d", "e"]);
  });

  it("is the same from either end", async () => {
    expect(await between(["2026-08", 0], ["2026-10", 1])).toEqual(["b", "c", "d", "e"]);
    expect(await between(["2026-10", 2], ["2026-10", 0])).toEqual(["a", "b", "c"]);
  });
});
