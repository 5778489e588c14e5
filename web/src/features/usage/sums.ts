import type { UsageDay } from "@/api/types";

/** What a row of usage counts, whoever it is about. */
export type Counts = Pick<
  UsageDay,
  "requests" | "refused" | "failed" | "bytes_in" | "bytes_out" | "transforms" | "latency"
>;

/** Usage that was added up. */
export interface Sum {
  key: string;
  requests: number;
  /** Answered 4xx. */
  refused: number;
  /** Answered 5xx. */
  failed: number;
  bytesIn: number;
  bytesOut: number;
  transforms: number;
  latency: UsageDay["latency"];
}

const NONE: UsageDay["latency"] = {
  under_10ms: 0,
  under_50ms: 0,
  under_200ms: 0,
  under_1s: 0,
  under_5s: 0,
  longer: 0,
};

/** The bounds of the latency counts, in milliseconds. */
const STEPS = [
  ["under_10ms", 10],
  ["under_50ms", 50],
  ["under_200ms", 200],
  ["under_1s", 1000],
  ["under_5s", 5000],
  ["longer", Number.POSITIVE_INFINITY],
] as const;

/** Adds up rows that share a key, most requests first. */
export function sumBy<T extends Counts>(rows: readonly T[], keyOf: (row: T) => string): Sum[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? emptySum(key);
    sums.set(key, sum);
    sum.requests += row.requests;
    sum.refused += row.refused;
    sum.failed += row.failed;
    sum.bytesIn += row.bytes_in;
    sum.bytesOut += row.bytes_out;
    sum.transforms += row.transforms;
    for (const [step] of STEPS) {
      sum.latency[step] += row.latency[step];
    }
  }
  return [...sums.values()].sort((a, b) => b.requests - a.requests);
}

/** One sum for each of the last `days` days, the oldest first, days without requests included. */
export function byDay<T extends Counts & { date: string }>(
  rows: readonly T[],
  days: number,
  today = new Date(),
): Sum[] {
  const sums = new Map(sumBy(rows, ({ date }) => date).map((sum) => [sum.key, sum]));
  const last = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return Array.from({ length: days }, (_, index) => {
    const key = new Date(last - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return sums.get(key) ?? emptySum(key);
  });
}

/** Nothing at all, under a key. */
export function emptySum(key: string): Sum {
  return {
    key,
    requests: 0,
    refused: 0,
    failed: 0,
    bytesIn: 0,
    bytesOut: 0,
    transforms: 0,
    latency: { ...NONE },
  };
}

/** The bound, in milliseconds, under which 95 of 100 answers began; `null` without answers. */
export function p95(latency: UsageDay["latency"]): number | null {
  const total = STEPS.reduce((sum, [step]) => sum + latency[step], 0);
  if (total === 0) {
    return null;
  }
  let seen = 0;
  for (const [step, bound] of STEPS) {
    seen += latency[step];
    if (seen >= total * 0.95) {
      return bound;
    }
  }
  return Number.POSITIVE_INFINITY;
}
