import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { ApiError } from "@/api/error";
import { decodeStatus } from "@/api/types";
import { assetKey } from "./cache";

/** Everything about one asset. Asked again by itself while the asset is being processed. */
export function assetQuery(id: string) {
  return queryOptions({
    queryKey: assetKey(id),
    queryFn: ({ signal }) => take(api.GET("/api/v1/assets/{id}", { params: { path: { id } }, signal })),
    staleTime: 60_000,
    refetchInterval: ({ state }) =>
      state.data && decodeStatus(state.data.status)?.state === "processing" ? 2000 : false,
  });
}

/** All tags of the file, as they were read. */
export function tagsQuery(id: string) {
  return queryOptions({
    queryKey: [...assetKey(id), "exif"],
    queryFn: ({ signal }) => take(api.GET("/api/v1/assets/{id}/exif", { params: { path: { id } }, signal })),
    staleTime: 10 * 60_000,
    retry: false,
  });
}

/** The stack an asset is in, `null` for none: the moving half of a live photo, the RAW beside the JPEG. */
export function stackQuery(id: string) {
  return queryOptions({
    queryKey: [...assetKey(id), "stack"],
    async queryFn({ signal }) {
      try {
        return await take(api.GET("/api/v1/assets/{id}/stack", { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          return null;
        }
        throw error;
      }
    },
    staleTime: 10 * 60_000,
    retry: false,
  });
}
