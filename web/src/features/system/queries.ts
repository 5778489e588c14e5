import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** How the server is set up. Admins only. */
export const runtimeInfoQuery = queryOptions({
  queryKey: ["runtime-info"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/settings/runtime-info", { signal })),
});

/** What admins may change while the server runs. */
export const systemSettingsQuery = queryOptions({
  queryKey: ["system-settings"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/settings/system", { signal })),
});
