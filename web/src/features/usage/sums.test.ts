import { describe, expect, it } from "vitest";
import { byDay, type Counts, p95, sumBy } from "./sums";

function row(date: string, key: string, more: Partial<Counts> = {}): Counts & { date: string; key: string } {
  const latency = { under_10ms: 0, under_50ms: 0, under_200ms: 0, under_1s: 0, under_5s: 0, longer: 0 };
  return {
    date,
    key,
    requests: 1,
    refused: 0,
    failed: 0,
    bytes_in: 10,
    bytes_out: 20,
    transforms: 0,
    ...more,
    latency: { ...latency, ...more.latency },
  };
}

describe("usage", () => {
  const rows = [
    row("2026-11-01", "a", { requests: 5, failed: 1 }),
    row("2026-11-01", "b"),
    row("2026-11-03", "a", { requests: 2, refused: 2 }),
  ];

  it("is added up by key, the busiest first", () => {
    expect(
      sumBy(rows, ({ key }) => key).map(({ key, requests, failed, refused }) => [
        key,
        requests,
        failed,
        refused,
      ]),
    ).toEqual([
      ["a", 7, 1, 2],
      ["b", 1, 0, 0],
    ]);
  });

  it("has a day for each day, also where nothing happened", () => {
    const days = byDay(rows, 4, new Date("2026-11-03T23:00:00Z"));
    expect(days.map(({ key, requests }) => [key, requests])).toEqual([
      ["2026-10-31", 0],
      ["2026-11-01", 6],
      ["2026-11-02", 0],
      ["2026-11-03", 2],
    ]);
  });

  it("changes none of the rows it adds up", () => {
    const [first] = rows;
    sumBy(rows, () => "all");
    expect(first!.requests).toBe(5);
    expect(first!.latency.under_10ms).toBe(0);
  });

  it("knows the time that 95 of 100 answers keep", () => {
    const none = { under_10ms: 0, under_50ms: 0, under_200ms: 0, under_1s: 0, under_5s: 0, longer: 0 };
    expect(p95(none)).toBeNull();
    expect(p95({ ...none, under_10ms: 95, under_5s: 5 })).toBe(10);
    expect(p95({ ...none, under_10ms: 94, under_5s: 6 })).toBe(5000);
    expect(p95({ ...none, longer: 1 })).toBe(Number.POSITIVE_INFINITY);
  });
});
