import { describe, expect, it } from "vitest";
import { Geometry } from "./geometry";
import { frameFor, heightFor, isCornered, TALLEST } from "./sheet";

const sections = ["2026-11", "2026-10", "2026-09"].map((key) => ({ key, count: 10 }));

describe("the geometry of sections", () => {
  it("finds the section at a position", () => {
    const geometry = new Geometry(sections, () => 1000, 50);
    expect(geometry.total).toBe(3050);
    expect([0, 50, 1049, 1050, 2999, 9999].map((y) => geometry.indexAt(y))).toEqual([0, 0, 0, 1, 2, 2]);
    expect(new Geometry([], () => 1000, 50).indexAt(10)).toBe(-1);
  });

  it("moves the view by what a section above it grows", () => {
    const geometry = new Geometry(sections, () => 1000, 0);
    expect(geometry.setHeight(0, 1300, 1500, 800)).toBe(300);
    expect(geometry.top(1)).toBe(1300);
  });

  it("leaves the view where it is when a section below its top grows", () => {
    const geometry = new Geometry(sections, () => 1000, 0);
    expect(geometry.setHeight(1, 1300, 900, 800)).toBe(0);
  });

  it("keeps what follows a section that ends inside the view", () => {
    const geometry = new Geometry(sections, () => 1000, 0);
    expect(geometry.setHeight(0, 700, 600, 800)).toBe(-300);
  });

  it("stays at the same part of a section that fills the view", () => {
    const geometry = new Geometry(sections, () => 4000, 0);
    expect(geometry.setHeight(0, 8000, 1000, 800)).toBe(1000);
  });
});

describe("the window onto the sheet", () => {
  it("is the sheet itself while that is small enough", () => {
    expect(frameFor(5000, 90_000, 800)).toEqual({ base: 0, height: 90_000 });
  });

  it("shows both ends of a sheet that is too high for a browser", () => {
    const total = 50_000_000;
    expect(frameFor(0, total, 800)).toEqual({ base: 0, height: TALLEST });
    const end = frameFor(total - 800, total, 800);
    expect(end.base + TALLEST).toBe(total);
  });

  it("leaves room to scroll both ways anywhere else", () => {
    const total = 50_000_000;
    for (const top of [1000, 1_000_000, 25_000_000, 49_000_000]) {
      const { base } = frameFor(top, total, 800);
      expect(top - base).toBeGreaterThanOrEqual(0);
      expect(isCornered(top - base, base, total, 800)).toBe(top - base < 800 && base > 0);
    }
  });

  it("notices when the view runs into an end that is not the end of the sheet", () => {
    const total = 50_000_000;
    expect(isCornered(300, 1_000_000, total, 800)).toBe(true);
    expect(isCornered(TALLEST - 1000, 0, total, 800)).toBe(true);
    expect(isCornered(0, 0, total, 800)).toBe(false);
    expect(isCornered(10, -300, 5000, 800)).toBe(true);
  });

  it("never reaches below the sheet", () => {
    expect(heightFor(400, 5000)).toBe(4600);
  });
});
