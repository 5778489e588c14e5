import { describe, expect, it } from "vitest";
import { random } from "../../../mock/random";
import { estimateHeight, type Layout, layOut, metricsFor } from "./layout";

const WIDTHS = [320, 390, 768, 1180, 1400, 2200];

/** A made-up month: `count` photos over `days` days with the ratios cameras make. */
function month(seed: number, count: number, days: number): { days: number[]; ratios: number[] } {
  const next = random(seed);
  const keys = Array.from({ length: count }, () => 20261101 + Math.floor(next() * days)).sort(
    (a, b) => b - a,
  );
  return {
    days: keys,
    ratios: keys.map(() => [1.5, 1.333, 0.75, 0.667, 1.778, 1, 3.4, 0.3, 0][Math.floor(next() * 9)]!),
  };
}

function eachRow(layout: Layout, visit: (indexes: number[]) => void): void {
  for (const row of layout.rows) {
    visit(Array.from({ length: row.end - row.first }, (_, i) => row.first + i));
  }
}

describe("the layout of a month", () => {
  it("places every photo once, in order, inside the width, without overlap", () => {
    for (const width of WIDTHS) {
      for (let seed = 0; seed < 40; seed++) {
        const { days, ratios } = month(seed, 1 + seed * 7, 1 + (seed % 30));
        const layout = layOut(days, ratios, metricsFor(width));
        const seen: number[] = [];
        eachRow(layout, (indexes) => {
          seen.push(...indexes);
          for (const i of indexes) {
            expect(layout.x[i]).toBeGreaterThanOrEqual(0);
            expect(layout.x[i]! + layout.w[i]!).toBeLessThanOrEqual(width + 0.5);
            if (i !== indexes[0]) {
              expect(layout.x[i]!).toBeGreaterThan(layout.x[i - 1]! + layout.w[i - 1]! - 0.01);
            }
          }
        });
        expect(seen).toEqual(ratios.map((_, i) => i));
      }
    }
  });

  it("keeps rows below each other and inside the section", () => {
    const { days, ratios } = month(5, 400, 12);
    const layout = layOut(days, ratios, metricsFor(1180));
    let bottom = 0;
    for (const row of layout.rows) {
      expect(row.y).toBeGreaterThanOrEqual(bottom);
      bottom = row.y + row.height;
    }
    expect(layout.height).toBeGreaterThanOrEqual(bottom);
  });

  it("ends the rows of a long day at the right edge, near the wanted height", () => {
    const metrics = metricsFor(1180);
    const ratios = month(9, 300, 1).ratios.map((ratio) => (ratio < 0.5 || ratio > 2 ? 1.5 : ratio));
    const layout = layOut(
      ratios.map(() => 20261101),
      ratios,
      metrics,
    );
    for (const row of layout.rows.slice(0, -1)) {
      const last = row.end - 1;
      expect(layout.x[last]! + layout.w[last]!).toBeCloseTo(1180, 0);
      expect(row.height).toBeGreaterThan(metrics.rowHeight * 0.75);
      expect(row.height).toBeLessThan(metrics.rowHeight * 1.35);
    }
  });

  it("puts small days on one line, each under its own heading", () => {
    const layout = layOut([20261103, 20261102, 20261102, 20261101], [1.5, 1.5, 0.75, 1], metricsFor(1400));
    expect(layout.rows).toHaveLength(1);
    expect(layout.days.map((day) => [day.day, day.first, day.end])).toEqual([
      [20261103, 0, 1],
      [20261102, 1, 3],
      [20261101, 3, 4],
    ]);
    expect(new Set(layout.days.map((day) => day.y)).size).toBe(1);
    expect(layout.days[1]!.x).toBeGreaterThan(layout.days[0]!.x + layout.days[0]!.width);
  });

  it("gives a photo of unknown shape the space of an ordinary one", () => {
    const layout = layOut([20261101], [0], metricsFor(1400));
    expect(layout.w[0]! / layout.h[0]!).toBeCloseTo(4 / 3);
  });

  it("has no headings where there are no days", () => {
    const layout = layOut([0, 0], [1.5, 1.5], metricsFor(1400, false));
    expect(layout.days).toEqual([]);
    expect(layout.y[0]).toBe(0);
  });

  it("lets no day end a row where there are no days", () => {
    const metrics = metricsFor(1400, false);
    const ratios = Array<number>(40).fill(1.5);
    const days = ratios.map((_, index) => 20261101 + index);
    expect(layOut(days, ratios, metrics).rows).toEqual(layOut(days.fill(0), ratios, metrics).rows);
  });

  it("is estimated within a third of what it becomes", () => {
    for (const width of [390, 1180, 2200]) {
      const metrics = metricsFor(width);
      let real = 0;
      let guessed = 0;
      for (let seed = 0; seed < 30; seed++) {
        const { days, ratios } = month(seed, 20 + seed * 12, 8 + (seed % 12));
        real += layOut(days, ratios, metrics).height;
        guessed += estimateHeight(ratios.length, metrics);
      }
      expect(guessed / real).toBeGreaterThan(0.67);
      expect(guessed / real).toBeLessThan(1.5);
    }
  });

  it("lays out a month of ten thousand photos to the last one", () => {
    const { days, ratios } = month(1, 10_000, 28);
    const layout = layOut(days, ratios, metricsFor(1180));
    expect(layout.rows.at(-1)!.end).toBe(10_000);
  });
});
