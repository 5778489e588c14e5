import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** What the server is working on, looked at every few seconds. Admins only. */
export const queuesQuery = queryOptions({
  queryKey: ["queues"],
  queryFn: async ({ signal }) =>
    (
      await take(
        api.GET("/api/v1/admin/river/queue-summary", { params: { query: { error_limit: 5 } }, signal }),
      )
    ).queues,
  refetchInterval: 4000,
});

/** How many jobs are in which state. Admins only. */
export const jobCountsQuery = queryOptions({
  queryKey: ["job-counts"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/admin/river/stats", { signal })),
  refetchInterval: 6000,
});
