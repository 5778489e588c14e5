import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** How far the first start of the server has come. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: () => take(api.GET("/api/v1/setup/status")),
  staleTime: ({ state }) => (state.data?.initialized ? Number.POSITIVE_INFINITY : 0),
});
