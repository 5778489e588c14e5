import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { ApiError } from "@/api/error";
import type { ScanRun } from "@/api/types";

/** The folder trees the server watches. Admins only. */
export const repositoriesQuery = queryOptions({
  queryKey: ["repositories"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/repositories", { signal }))).repositories,
});

/** The newest scan of a repository, `null` when it was never scanned; followed while it runs. */
export function latestScanQuery(id: string) {
  return queryOptions({
    queryKey: ["repositories", id, "scan"],
    async queryFn({ signal }): Promise<ScanRun | null> {
      try {
        return await take(
          api.GET("/api/v1/repositories/{id}/scans/latest", { params: { path: { id } }, signal }),
        );
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          return null;
        }
        throw error;
      }
    },
    refetchInterval: ({ state }) =>
      state.data?.status === "running" || state.data?.status === "queued" ? 1500 : 20_000,
  });
}

/** The latest scans of a repository, newest first. */
export function scansQuery(id: string) {
  return queryOptions({
    queryKey: ["repositories", id, "scans"],
    queryFn: async ({ signal }) =>
      (
        await take(
          api.GET("/api/v1/repositories/{id}/scans", {
            params: { path: { id }, query: { limit: 20, offset: 0 } },
            signal,
          }),
        )
      ).scans,
  });
}
