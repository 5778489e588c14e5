import { describe, expect, it } from "vitest";
import { heatOf } from "./heat";

describe("the heat map of a year", () => {
  it("has every day once, in its week", () => {
    const days = heatOf(2026, []);
    expect(days).toHaveLength(365);
    // The first of January 2026 is a Thursday.
    expect(days[0]).toMatchObject({ date: "2026-01-01", week: 0, weekday: 3, level: 0 });
    expect(days[4]).toMatchObject({ date: "2026-01-05", week: 1, weekday: 0 });
    expect(heatOf(2024, [])).toHaveLength(366);
  });

  it("shades days by how they compare with the other days", () => {
    const counts = [1, 2, 3, 4, 5, 6, 7, 1000].map((count, index) => ({
      date: `2026-03-0${index + 1}`,
      count,
    }));
    const levels = heatOf(2026, counts)
      .filter(({ count }) => count > 0)
      .map(({ level }) => level);
    expect(levels).toEqual([1, 1, 1, 2, 2, 3, 3, 4]);
  });

  it("does not make one busy day hide the others", () => {
    const [day] = heatOf(2026, [{ date: "2026-01-01", count: 5 }]);
    expect(day!.level).toBe(1);
  });
});
