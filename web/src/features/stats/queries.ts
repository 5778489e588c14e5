import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

const FRESH_MS = 60_000;

/** The years that have something, newest first. */
export const yearsQuery = queryOptions({
  queryKey: ["stats", "years"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/stats/available-years", { signal }))).years,
  staleTime: FRESH_MS,
});

/** Photos by day of a year. */
export function daysQuery(year: number) {
  return queryOptions({
    queryKey: ["stats", "days", year],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/api/v1/stats/daily-activity", { params: { query: { year } }, signal }))).data,
    staleTime: FRESH_MS,
  });
}

/** Photos by hour of the day, or by month since the first. */
export function timesQuery(type: "hourly" | "monthly") {
  return queryOptions({
    queryKey: ["stats", "times", type],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/api/v1/stats/time-distribution", { params: { query: { type } }, signal }))).data,
    staleTime: FRESH_MS,
  });
}

/** The pairs of camera and lens, most used first. */
export const camerasQuery = queryOptions({
  queryKey: ["stats", "cameras"],
  queryFn: async ({ signal }) =>
    (await take(api.GET("/api/v1/stats/camera-lens", { params: { query: { limit: 12 } }, signal }))).data,
  staleTime: FRESH_MS,
});

/** The focal lengths, most used first. */
export const focalLengthsQuery = queryOptions({
  queryKey: ["stats", "focal-lengths"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/stats/focal-length", { signal }))).data,
  staleTime: FRESH_MS,
});
