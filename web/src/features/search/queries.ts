import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** The cameras and lenses of the person's photos. */
export const filterOptionsQuery = queryOptions({
  queryKey: ["filter-options"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/assets/filter-options", { signal })),
  staleTime: 5 * 60_000,
});

/** What the server can do beyond keeping photos. */
export const capabilitiesQuery = queryOptions({
  queryKey: ["capabilities"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/capabilities", { signal })),
  staleTime: 5 * 60_000,
});
