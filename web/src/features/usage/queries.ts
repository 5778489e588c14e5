import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** Days that the overview tells about, today included. */
export const DAYS = 30;

/** What programs used, by day, key and surface. Admins only. */
export const usageQuery = queryOptions({
  queryKey: ["usage"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/admin/usage", { signal }))).days,
  refetchInterval: 30_000,
});
